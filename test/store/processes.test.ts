// PROOF_ROUNDS says how often the writers are killed, on each engine; 2 by default.
import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { collect } from "./collect.ts";
import { openAt, postgres, sqlite } from "./engines.ts";
import { type Program, startProgram } from "./programs.ts";
import { newEvent, newTicket, noon, taro } from "./samples.ts";

const rounds = Number(process.env["PROOF_ROUNDS"] ?? 2);
const ids = Array.from({ length: 20 }, (_, index) => `t${index}`);
/** The last five tickets are over when they are claimed. */
const inTime = ids.slice(0, 15);

/** Opens and approves the tickets. */
async function approveAll({ tickets }: Store): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const expiresAt = index < inTime.length ? noon + 1_000 : noon + 10;
    await tickets.open(newTicket(id, { expiresAt }), newEvent());
    const decided = { by: taro, at: noon };
    await tickets.move(id, { from: ["open"], to: "approved", at: noon, set: { decided } }, []);
  }
}

/** Kills a writer without warning after it has been heard so many times; gives all that it said. */
async function killAfter(writer: Program, count: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for (;;) {
    const { value, done } = await writer.lines.next();
    if (done === true) return acknowledged;
    acknowledged.push(value);
    // Said lines are still read to the end after it: they were acknowledged as well.
    if (acknowledged.length === count) writer.process.kill("SIGKILL");
  }
}

describe.for([sqlite, postgres])("with several processes on $name", (engine) => {
  test("of five processes that claim the same twenty tickets, each ticket goes to one", async (context) => {
    const place = await engine.makePlace(context);
    const { store } = await openAt(place);
    await approveAll(store);
    const claimers = Array.from({ length: 5 }, (_, index) =>
      startProgram("claimer", { ...place.environment, HOLDER: `p${index}` }),
    );
    for (const { lines } of claimers) expect((await lines.next()).value).toBe("ready");
    for (const { process } of claimers) process.stdin?.end(`${JSON.stringify({ ids, at: noon + 100 })}\n`);
    const won: string[] = [];
    for (const { lines } of claimers) won.push(...(JSON.parse((await lines.next()).value) as string[]));
    expect(won.sort()).toEqual(inTime.toSorted());
    await Promise.all(claimers.map(({ exited }) => exited));
    const called = (await collect(store.audit.read())).filter(({ event }) => event === "called");
    expect(called.map(({ ticketId = "" }) => ticketId).sort()).toEqual(inTime.toSorted());
    for (const { ticketId = "", details } of called)
      expect((await store.tickets.get(ticketId))?.holder).toBe(details["holder"]);
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: ids.length + inTime.length });
  });

  test("of five processes that put down the same twenty notes, each note is of one, and again once it is over", async (context) => {
    const place = await engine.makePlace(context);
    const { store } = await openAt(place);
    const noters = Array.from({ length: 5 }, (_, index) =>
      startProgram("noter", { ...place.environment, HOLDER: `p${index}` }),
    );
    for (const { lines } of noters) expect((await lines.next()).value).toBe("ready");
    for (const at of [noon, noon + 1_000, noon + 2_000]) {
      const round = JSON.stringify({ keys: ids, at, expiresAt: at + 1_000 });
      for (const { process } of noters) process.stdin?.write(`${round}\n`);
      const told: Record<string, string[]> = {};
      for (const [index, { lines }] of noters.entries())
        for (const key of JSON.parse((await lines.next()).value) as string[])
          (told[key] ??= []).push(`p${index}`);
      const notes = await store.notes.list("card", at);
      expect(notes).toHaveLength(ids.length);
      expect(told).toEqual(Object.fromEntries(notes.map(({ key, value }) => [key, [value["holder"]]])));
    }
  });

  test(`four writers, killed ${rounds} times each, lose nothing they were told is kept, and tear nothing`, async (context) => {
    const place = await engine.makePlace(context);
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const writers = Array.from({ length: 4 }, (_, index) =>
        startProgram("writer", { ...place.environment, HOLDER: `r${round}w${index}` }),
      );
      const said = writers.map((writer) => killAfter(writer, 1 + Math.floor(Math.random() * 25)));
      acknowledged.push(...(await Promise.all(said)).flat());
    }
    const { store } = await openAt(place);
    const kept = (await store.tickets.list()).map(({ id }) => id);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    const asked = (await collect(store.audit.read())).map(({ ticketId = "" }) => ticketId);
    expect(asked.sort()).toEqual(kept.sort());
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: kept.length });
  });
});
