import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import type { Outcome } from "../../../src/gate/outcome.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import {
  askFor,
  auditOf,
  boss,
  openBeside,
  run,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  userOf,
  writesOn,
} from "./flow.ts";

const onPage: Actor = { principal: taro.principal, face: "page", asking: "none" };

function newUser(house: TestHouse): Record<string, unknown> {
  return {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  };
}

/** The id under which an answer's secrets can be revealed. */
function idIn(outcome: Outcome | string | undefined): string {
  return /sss-ops reveal ([0-9a-f]{32})/.exec(JSON.stringify(outcome))?.[1] ?? "";
}

test("what SSS makes for a new user is in no answer, no audit row and no file, and shown once", async () => {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "create_user", newUser(house));
  const created = await run(house, ticket);
  const { apiSecret } = userOf(house, "new.user");
  const id = idIn(created);
  const told = JSON.stringify([created, await house.gate.list(), await house.gate.lookAt(id, onPage)]);
  const onDisk = await filesOf(house);

  const revealed = await house.gate.reveal(id, onPage);
  if (revealed.kind !== "shown") throw new Error(`not shown, but ${revealed.kind}`);
  expect(revealed.secrets["keystone_password"]).toBe(apiSecret);
  const secrets = Object.values(revealed.secrets).map(String);
  expect(secrets).toHaveLength(2);
  expect(secrets.every((secret) => secret.length > 7)).toBe(true);
  for (const text of [told, onDisk, await filesOf(house), JSON.stringify(await auditOf(house))])
    for (const secret of secrets) expect(text).not.toContain(secret);
});

test("issued secrets are their owner's, through whichever face, and nobody else's", async () => {
  const house = await openTestHouse({
    environment: await underBoss(
      '  - { principal: "slack:T1/U1", alsoKnownAs: ["local:hanako"] }\n' +
        "rules:\n  - { name: two, consent: second }\n",
    ),
  });
  const hanako: Actor = { principal: "local:hanako", face: "mcp", asking: "none" };
  const ticket = await ticketFor(house, "create_user", newUser(house), hanako);
  const id = idIn(await run(house, ticket));
  for (const stranger of [boss, onPage]) {
    expect(await house.gate.reveal(id, stranger)).toEqual({ kind: "not_yours" });
    expect(await house.gate.lookAt(id, stranger)).toBeUndefined();
  }
  const inSlack: Actor = { principal: "slack:T1/U1", face: "slack", asking: "none" };
  expect(await house.gate.lookAt(id, inSlack)).toMatchObject({ operation: "create_user" });
  expect(await house.gate.reveal(id, inSlack)).toMatchObject({ kind: "shown" });
  expect(await house.gate.reveal(id, hanako)).toMatchObject({
    kind: "seen",
    issued: { seen: { by: { principal: "slack:T1/U1" } } },
  });
  expect(await house.gate.reveal("unheard-of", hanako)).toEqual({ kind: "unknown" });
});

test("that somebody wanted to see another's issued secrets is on record, without the secrets", async () => {
  const house = await openTestHouse();
  const id = idIn(await run(house, await ticketFor(house, "create_user", newUser(house))));
  const stranger: Actor = { principal: "local:mallory", face: "page", asking: "none" };
  expect(await house.gate.reveal(id, stranger)).toEqual({ kind: "not_yours" });
  const rows = (await auditOf(house)).filter(({ operation }) => operation === "reveal");
  const row = {
    event: "decided",
    actor: { principal: "local:mallory", face: "page" },
    details: {
      decision: "denied",
      code: "not_yours",
      issued: id,
      issued_by: "create_user",
      owner: taro.principal,
    },
  };
  expect(rows).toMatchObject([row]);
  expect(JSON.stringify(rows)).not.toContain(userOf(house, "new.user").apiSecret);
  expect(await house.gate.reveal(id, onPage)).toMatchObject({ kind: "shown" });
});

test("one who wants to see another's issued secrets over and over is on record once a minute", async () => {
  let now = Date.UTC(2026, 0, 5);
  const house = await openTestHouse({ now: () => now });
  const id = idIn(await run(house, await ticketFor(house, "create_user", newUser(house))));
  const mallory: Actor = { principal: "local:mallory", face: "page", asking: "none" };
  for (let count = 0; count < 5; count += 1) {
    expect(await house.gate.reveal(id, mallory)).toEqual({ kind: "not_yours" });
    expect(await house.gate.lookAt(id, mallory)).toBeUndefined();
  }
  await house.gate.lookAt(id, boss);
  now += 61_000;
  await house.gate.lookAt(id, mallory);
  const rows = (await auditOf(house)).filter(({ operation }) => operation === "reveal");
  expect(rows.map(({ actor }) => actor.principal)).toEqual(["local:mallory", "local:boss", "local:mallory"]);
});

test("fifty clicks in two processes show issued secrets once", async () => {
  const house = await openTestHouse();
  const id = idIn(await run(house, await ticketFor(house, "create_user", newUser(house))));
  const beside = await openBeside(house);
  const told = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? house : beside).gate.reveal(id, onPage)),
  );
  expect(told.map(({ kind }): string => kind).toSorted()).toEqual([
    ...Array<string>(49).fill("seen"),
    "shown",
  ]);
  expect((await auditOf(house)).filter(({ operation }) => operation === "reveal")).toHaveLength(1);
});

test("issued secrets end after fifteen minutes, and no process has to ask for it", async () => {
  let time = Date.now();
  const house = await openTestHouse({ now: () => time });
  const id = idIn(await run(house, await ticketFor(house, "create_user", newUser(house))));
  time += 15 * 60_000;
  // The next process to open the store wipes them.
  const beside = await openBeside(house, { now: () => time });
  await beside.start();
  const note = async () => (await (await beside.store()).notes.get("issued", id, time))?.value;
  await expect.poll(async () => Object.keys((await note()) ?? {})).not.toContain("secrets");
  expect(await house.gate.reveal(id, onPage)).toMatchObject({ kind: "expired" });
});

test("a write whose secrets have no place any more is neither run nor asked about", async () => {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "create_user", newUser(house));
  const place = join(house.config.stateDirectory, "secrets");
  await rm(place, { recursive: true });
  await writeFile(place, "");
  const lack = { kind: "failed", code: "state_unwritable", message: expect.stringContaining(place) };
  expect(await run(house, ticket)).toMatchObject(lack);
  expect(await askFor(house, "create_user", newUser(house))).toMatchObject(lack);
  expect(writesOn(house)).toEqual([]);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "failed" });
});

/** All that stands in the files of the house's state directory. */
async function filesOf({ config: { stateDirectory } }: TestHouse): Promise<string> {
  const names = await readdir(stateDirectory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}
