import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Store } from "../../../src/store/port.ts";
import { collect, stream } from "../collect.ts";
import { type TestEngine, openAt, openNew, sqlite, testKeys } from "../engines.ts";
import { newEvent, newTicket, noon, taro } from "../samples.ts";

const secret = "correct horse battery staple";

async function fill(store: Store): Promise<void> {
  await store.tickets.open(newTicket("a", { input: { password: secret } }), newEvent({ ticketId: "a" }));
  await store.tickets.open(newTicket("b"), newEvent({ ticketId: "b" }));
  const move = { from: ["open"], to: "denied", at: noon, set: { decided: { by: taro, at: noon } } } as const;
  await store.tickets.move("b", move, [newEvent({ event: "decided", ticketId: "b" })]);
  await store.notes.add("card", "a", { password: secret }, noon, noon + 1);
  await store.notes.add("link", "taro", { user: "U1" }, noon);
}

async function exported(store: Store): Promise<string[]> {
  const lines: string[] = [];
  expect(await store.exportTo((line) => void lines.push(line), noon)).toBe(lines.length);
  return lines;
}

/** Exports with something wrong, and what is said of each. */
const spoiled: Record<string, { spoil: (lines: readonly string[]) => string[]; said: RegExp }> = {
  "without its last line": { spoil: (lines) => lines.slice(0, -1), said: /last line is missing/ },
  "without a ticket": {
    spoil: (lines) => lines.filter((line) => !line.includes('"kind":"ticket"')),
    said: /lines are missing/,
  },
  "without a note": {
    spoil: (lines) => lines.filter((line) => !line.includes('"key":"taro"')),
    said: /lines are missing/,
  },
  "with a note that goes on": {
    spoil: (lines) => lines.map((line) => line.replace(`"expires_at":${noon + 1}`, '"expires_at":null')),
    said: /note .* was changed/,
  },
  "without an audit row": { spoil: (lines) => lines.toSpliced(2, 1), said: /row 2 is missing/ },
  "with an edited audit row": {
    spoil: (lines) => lines.map((line) => line.replace('"decided"', '"called"')),
    said: /row 3 was changed/,
  },
  "with an approved ticket": {
    spoil: (lines) => lines.map((line) => line.replace('"denied"', '"approved"')),
    said: /Ticket b was changed/,
  },
  "that is no JSON": { spoil: (lines) => [...lines.slice(0, 1), "{"], said: /Line 2/ },
  "without its first line": { spoil: (lines) => lines.slice(1), said: /order/ },
  "of no lines": { spoil: () => [], said: /last line/ },
};

/** What every engine owes those who move house. */
export function transferContract(engine: TestEngine): void {
  test("a store moved to another engine holds the same tickets and the same chain", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    const lines = await exported(store);
    const { store: target } = await openNew(sqlite, context);
    expect(await target.importFrom(stream(lines))).toBe(lines.length);
    expect(await target.tickets.list()).toEqual(await store.tickets.list());
    for (const kind of ["card", "link"]) {
      expect(await target.notes.list(kind, noon)).toHaveLength(1);
      expect(await target.notes.list(kind, noon)).toEqual(await store.notes.list(kind, noon));
    }
    expect(await collect(target.audit.read())).toEqual(await collect(store.audit.read()));
    expect(await target.audit.verify(await store.audit.head())).toMatchObject({ ok: true, rows: 3 });
    expect((await target.audit.append(newEvent())).seq).toBe(4);
    expect(await target.audit.verify()).toMatchObject({ ok: true, rows: 4 });
  });

  test("a store moves in from SQLite", async (context) => {
    const { store: source } = await openNew(sqlite, context);
    await fill(source);
    const { store } = await openNew(engine, context);
    await store.importFrom(stream(await exported(source)));
    expect(await exported(store)).toEqual(await exported(source));
  });

  test("an export leaves out the notes whose time is over", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    const lines: string[] = [];
    await store.exportTo((line) => void lines.push(line));
    const { store: target } = await openNew(sqlite, context);
    await target.importFrom(stream(lines));
    expect((await target.info(noon)).notes).toEqual({ link: 1 });
  });

  test("more notes than a page are exported, each once", async (context) => {
    const { store } = await openNew(engine, context);
    for (let number = 0; number < 120; number += 1)
      await store.notes.add(`kind ${number % 3}`, `n${number}`, {}, noon);
    const { store: target } = await openNew(sqlite, context);
    await target.importFrom(stream(await exported(store)));
    expect(await target.info()).toMatchObject({ notes: { "kind 0": 40, "kind 1": 40, "kind 2": 40 } });
  });

  test("an export of the release before there were notes is taken in", async (context) => {
    const { store } = await openNew(engine, context);
    const text = await readFile(new URL("../exports/version-1.jsonl", import.meta.url), "utf8");
    expect(await store.importFrom(stream(text.split("\n")))).toBe(7);
    expect(await store.info()).toMatchObject({ version: 3, tickets: { open: 1, denied: 1 }, notes: {} });
    expect((await store.tickets.get("a"))?.input).toEqual({ password: secret });
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });

  test("nothing is imported into a store that has notes alone", async (context) => {
    const { store: source } = await openNew(sqlite, context);
    await fill(source);
    const { store } = await openNew(engine, context);
    await store.notes.add("card", "other", {}, noon);
    await expect(store.importFrom(stream(await exported(source)))).rejects.toMatchObject({
      code: "not_empty",
    });
  });

  test("an export holds no secret in the clear", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    expect((await exported(store)).join("\n")).not.toContain(secret);
    expect((await store.tickets.get("a"))?.input).toEqual({ password: secret });
  });

  test("an export shows one moment, whatever is written while it is made", async (context) => {
    context.skip(engine.name === "PGlite", "it has one connection");
    const { store } = await openNew(engine, context);
    await fill(store);
    const lines: string[] = [];
    await store.exportTo(async (line) => {
      await store.audit.append(newEvent());
      await store.notes.add("card", String(lines.length), {}, noon);
      lines.push(line);
    }, noon);
    const { store: target } = await openNew(sqlite, context);
    await target.importFrom(stream(lines));
    expect(await target.info()).toMatchObject({ auditRows: 3, tickets: { open: 1, denied: 1 } });
    expect((await target.info(noon)).notes).toEqual({ card: 1, link: 1 });
  });

  test("nothing is imported into a store that has entries", async (context) => {
    const { store } = await openNew(engine, context);
    await fill(store);
    const lines = await exported(store);
    await expect(store.importFrom(stream(lines))).rejects.toMatchObject({ code: "not_empty" });
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });

  test("an export under other keys is refused", async (context) => {
    const { store: source } = await openNew(sqlite, context);
    await fill(source);
    const place = await engine.makePlace(context);
    const { store } = await openAt(place, { ...testKeys, seal: new Uint8Array(32).fill(9) });
    const lines = await exported(source);
    await expect(store.importFrom(stream(lines))).rejects.toMatchObject({ code: "wrong_key" });
  });

  test.for(Object.entries(spoiled))("an export %s is refused whole", async ([, { spoil, said }], context) => {
    const { store: source } = await openNew(sqlite, context);
    await fill(source);
    const { store } = await openNew(engine, context);
    const lines = spoil(await exported(source));
    await expect(store.importFrom(stream(lines))).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringMatching(said),
    });
    expect(await store.info()).toMatchObject({ auditRows: 0, tickets: {}, notes: {} });
    expect((await store.audit.append(newEvent())).seq).toBe(1);
  });
}
