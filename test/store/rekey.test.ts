import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type TestContext, describe, expect, onTestFinished, test } from "vitest";
import { type KeyChange, changeKeys } from "../../src/store/change-keys.ts";
import { emptyChainHash, hashOf } from "../../src/store/chain.ts";
import { openCredentials } from "../../src/store/credentials.ts";
import { type Keys, loadKeys } from "../../src/store/keys.ts";
import type { Store } from "../../src/store/port.ts";
import { openStore } from "../../src/store/store.ts";
import type { Database } from "../../src/store/tables.ts";
import { temporaryDirectory } from "../directory.ts";
import { collect, stream } from "./collect.ts";
import { dropTriggers } from "./contract/audit.ts";
import { type TestEngine, engines, openAt, openNew, postgres, sqlite, testKeys } from "./engines.ts";
import { startProgram } from "./programs.ts";
import { hanako, minuteMs, newEvent, newTicket, noon, taro } from "./samples.ts";

const otherKeys: Keys = {
  seal: new Uint8Array(32).fill(11),
  chain: new Uint8Array(32).fill(12),
  state: new Uint8Array(32).fill(13),
};
const thirdKeys: Keys = {
  ...otherKeys,
  seal: new Uint8Array(32).fill(21),
  chain: new Uint8Array(32).fill(22),
};

const configured = { apiKey: "old-key", apiSecret: "old-secret" };
const replacement = { apiKey: "new-key", apiSecret: "new-secret" };

async function fill(store: Store): Promise<void> {
  for (const id of ["a", "b"]) await store.tickets.open(newTicket(id), newEvent({ ticketId: id }));
  await store.notes.add("card", "a", { text: "承認" }, noon);
  await store.notes.add("card", "over", { text: "old" }, noon, noon + 1);
}

describe.for(engines)("a store on $name put under other keys", (engine) => {
  test("holds what it held, and opens with the new ones only", async (context) => {
    const { store, place } = await openNew(engine, context);
    await fill(store);
    const before = await store.audit.head();
    expect(await store.rekey({ to: otherKeys, by: hanako, at: noon + minuteMs })).toBe(3);
    await store.close();
    await expect(openAt(place)).rejects.toMatchObject({ code: "wrong_key" });

    const { store: rekeyed } = await openAt(place, otherKeys);
    expect(await rekeyed.tickets.get("a")).toMatchObject(newTicket("a"));
    expect(await rekeyed.notes.get("card", "a", noon)).toMatchObject({ value: { text: "承認" } });
    expect(await rekeyed.audit.verify(before)).toMatchObject({ ok: true, rows: 3 });
    const rows = await collect(rekeyed.audit.read({ last: 1 }));
    expect(rows).toMatchObject([{ operation: "rekey", actor: hanako, details: { sealed: 3 } }]);
    expect(await rekeyed.notes.add("card", "b", {}, noon)).toBe(true);
    await rekeyed.tickets.open(newTicket("c"), newEvent({ ticketId: "c" }));
    expect(await rekeyed.audit.verify(before)).toMatchObject({ ok: true, rows: 4 });
  });

  test("can be put under others again, exported and imported", async (context) => {
    const { store, place } = await openNew(engine, context);
    await fill(store);
    await store.rekey({ to: otherKeys, by: taro, at: noon + minuteMs });
    await store.close();
    const { store: second } = await openAt(place, otherKeys);
    await second.rekey({ to: thirdKeys, by: taro, at: noon + minuteMs });
    await second.close();
    const { store: third } = await openAt(place, thirdKeys);
    expect(await third.audit.verify()).toMatchObject({ ok: true, rows: 4 });
    const lines: string[] = [];
    await third.exportTo((line) => void lines.push(line), noon);
    const { store: moved } = await openAt(await sqlite.makePlace(context), thirdKeys);
    await moved.importFrom(stream(lines));
    expect(await moved.audit.verify(await third.audit.head())).toMatchObject({ ok: true, rows: 4 });
    expect(await moved.tickets.get("b")).toMatchObject(newTicket("b"));
  });

  test("shows that older rows were written anew with the old chain key", async (context) => {
    const { store, place, engine: under } = await openNew(engine, context);
    await fill(store);
    await store.rekey({ to: otherKeys, by: taro, at: noon + minuteMs });
    await dropTriggers(under);
    await forgeOldRows(under.database);
    await store.close();
    const { store: rekeyed } = await openAt(place, otherKeys);
    expect(await rekeyed.audit.verify()).toMatchObject({ ok: false, seq: 3 });
  });

  test("shows that the key of its older rows is gone", async (context) => {
    const { store, place, engine: under } = await openNew(engine, context);
    await fill(store);
    await store.rekey({ to: otherKeys, by: taro, at: noon + minuteMs });
    await under.database.deleteFrom("ops_chain_keys").execute();
    await store.close();
    const { store: rekeyed } = await openAt(place, otherKeys);
    expect(await rekeyed.audit.verify()).toMatchObject({ ok: false, seq: 1 });
  });

  test("is left as it is while a process runs a ticket", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    await store.leases.take("process:p1", "p1", noon, minuteMs);
    const rekeying = store.rekey({ to: otherKeys, by: taro, at: noon });
    await expect(rekeying).rejects.toMatchObject({ code: "locked" });
    expect(await store.tickets.get("a")).toMatchObject(newTicket("a"));
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 2 });
  });

  test("takes nothing more from whoever has it open with the old ones", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    const note = await store.notes.get("card", "a", noon);
    await store.rekey({ to: otherKeys, by: taro, at: noon + minuteMs });
    const writes = [
      () => store.tickets.open(newTicket("c"), newEvent({ ticketId: "c" })),
      () => store.tickets.move("a", { from: ["open"], to: "approved", at: noon }, []),
      () => store.audit.append(newEvent()),
      () => store.notes.add("card", "c", {}, noon),
      () => store.notes.replace("card", note ?? { key: "", version: 0 }, {}, noon),
    ];
    for (const write of writes) await expect(write()).rejects.toMatchObject({ code: "wrong_key" });
  });
});

describe.for([sqlite, postgres])("changing the master key on $name", (engine) => {
  test("seals the reissued key pair anew, and leaves the new key in the place of the old", async (context) => {
    const place = await openFilled(engine, context);
    const old = await readFile(join(place.stateDirectory, "key"), "utf8");
    expect(await changeKeys({ ...place, by: taro, at: noon + minuteMs })).toBe(3);
    expect(await readFile(join(place.stateDirectory, "key"), "utf8")).not.toBe(old);
    expect(await foundIn(place)).toEqual(whole);
    const secretKey = "a secret of more than thirty-two characters";
    const change = { ...place, newSecretKey: secretKey, by: taro, at: noon + minuteMs };
    expect(await changeKeys(change)).toBe(3);
    expect(await foundIn({ ...place, secretKey })).toEqual(whole);
  });

  test.for([1, 2, 3, 4, 5, 6])(
    "and killed at step %i goes on when it is done again",
    async (step, context) => {
      const place = await openFilled(engine, context);
      const { process, lines, exited } = startProgram("rekeyer", {
        ...place.environment,
        STOP_AT: String(step),
      });
      while (!String((await lines.next()).value).startsWith(`${step} `));
      process.kill("SIGKILL");
      await exited;
      await changeKeys({ ...place, by: taro, at: noon + minuteMs });
      expect(await foundIn(place)).toEqual(whole);
    },
  );

  test("and killed at any moment loses nothing", { timeout: 60_000 }, async (context) => {
    const place = await openFilled(engine, context, 150);
    for (let round = 0; round < 4; round += 1) {
      const { process, lines, exited } = startProgram("rekeyer", place.environment);
      await lines.next();
      await pause(round * 25);
      process.kill("SIGKILL");
      await exited;
    }
    await changeKeys({ ...place, by: taro, at: noon + minuteMs });
    expect(await foundIn(place)).toEqual(whole);
  });
});

test("the key in use is refused as the new one, and so is a file where a setting counts", async () => {
  const stateDirectory = await temporaryDirectory();
  const secretKey = "a secret of more than thirty-two characters";
  const change: KeyChange = { stateDirectory, secretKey, by: taro, at: noon };
  await expect(changeKeys({ ...change, newSecretKey: secretKey })).rejects.toThrow("in use already");
  await expect(changeKeys(change)).rejects.toThrow("set SSS_OPS_NEW_SECRET_KEY");
  await expect(changeKeys({ ...change, newSecretKey: "short" })).rejects.toThrow(
    "SSS_OPS_NEW_SECRET_KEY needs",
  );
});

/** Blames somebody else for the rows before the change, with hashes that fit, as whoever has the old chain key can. */
async function forgeOldRows(database: Database): Promise<void> {
  const rows = await database
    .selectFrom("ops_audit")
    .selectAll()
    .where("seq", "<=", 2)
    .orderBy("seq")
    .execute();
  let previous = emptyChainHash;
  for (const row of rows) {
    const forged = { ...row, principal: "local:somebody-else" };
    previous = hashOf(testKeys.chain, previous, forged);
    await database
      .updateTable("ops_audit")
      .set({ principal: forged.principal, hash: previous })
      .where("seq", "=", row.seq)
      .execute();
  }
}

interface FilledPlace extends Pick<KeyChange, "stateDirectory" | "databaseUrl" | "secretKey"> {
  readonly environment: Record<string, string>;
}

/** A store under a key file, with a reissued key pair beside it. */
async function openFilled(engine: TestEngine, context: TestContext, tickets = 0): Promise<FilledPlace> {
  const { environment } = await engine.makePlace(context);
  const stateDirectory = environment["STATE_DIRECTORY"] ?? (await temporaryDirectory());
  const databaseUrl = environment["DATABASE_URL"];
  const place = { stateDirectory, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  const keys = await loadKeys(place);
  const store = await openStore({ ...place, keys });
  await fill(store);
  for (let number = 0; number < tickets; number += 1)
    await store.tickets.open(newTicket(`t${number}`), newEvent({ ticketId: `t${number}` }));
  await store.close();
  await credentialsUnder(stateDirectory, keys).replace(configured, replacement);
  return { ...place, environment: { ...environment, STATE_DIRECTORY: stateDirectory } };
}

function credentialsUnder(directory: string, keys: Keys) {
  return openCredentials({ directory, sealKey: async () => keys.seal, now: () => noon });
}

/** What is found under the key of now. */
async function foundIn(place: FilledPlace): Promise<unknown> {
  const keys = await loadKeys(place);
  const store = await openStore({ ...place, keys });
  onTestFinished(() => store.close());
  return {
    ticket: await store.tickets.get("a"),
    note: (await store.notes.get("card", "a", noon))?.value,
    isChainWhole: (await store.audit.verify()).ok,
    pair: await credentialsUnder(place.stateDirectory, keys).current(configured),
  };
}

const whole = {
  ticket: { ...newTicket("a"), state: "open" },
  note: { text: "承認" },
  isChainWhole: true,
  pair: replacement,
};
