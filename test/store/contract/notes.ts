import { expect, test } from "vitest";
import type { Note, NoteStore } from "../../../src/store/port.ts";
import type { NoteRow } from "../../../src/store/tables.ts";
import { type TestEngine, openAt, openNew } from "../engines.ts";
import { minuteMs, newEvent, noon } from "../samples.ts";

const secret = "correct horse battery staple";

const kind = "card";

/** Keys that are told apart to the last byte, and none of which means anything to a database. */
const unusualKeys = [
  "承認/C0123-1767614400.000100",
  "\u00e9",
  "e\u0301",
  "🏯",
  "a b",
  "A b",
  'it\'s "quoted" -- %_',
  "",
];

/** Edits of one note's row by someone who can write the table. */
const forgeries: Record<string, (rows: Readonly<Record<"older" | "other", NoteRow>>) => Partial<NoteRow>> = {
  "with the value of another key": ({ other }) => ({ value: other.value }),
  "with all of another note but its key": ({ other }) => ({ ...other, key: "a" }),
  "with an older value": ({ older }) => ({ value: older.value }),
  "under another kind": () => ({ kind: "link" }),
  "with another version": ({ older }) => ({ version: older.version }),
  "with a longer life": () => ({ expires_at: noon + 1_000 * minuteMs }),
  "without an end": () => ({ expires_at: null }),
  "with another time of birth": () => ({ created_at: noon - 1 }),
  "with a value in the clear": () => ({ value: '{"approved":true}' }),
};

/** The note that lives under the key at a moment. */
async function present(notes: NoteStore, key: string, at = noon): Promise<Note> {
  const note = await notes.get(kind, key, at);
  if (note === undefined) throw new Error(`no note ${key}`);
  return note;
}

/** What every engine owes the notes. */
export function notesContract(engine: TestEngine): void {
  test("a note that is replaced on record has an audit row, and one that is not has none", async (context) => {
    const { store } = await openNew(engine, context);
    await store.notes.add(kind, "a", { number: 1 }, noon);
    const first = await present(store.notes, "a");
    const event = newEvent({ event: "decided", at: noon });
    const replaced = [2, 3].map((number) => store.notes.replaceOnRecord(kind, first, { number }, event));
    expect((await Promise.all(replaced)).filter(Boolean)).toHaveLength(1);
    expect((await present(store.notes, "a")).value["number"]).toBeGreaterThan(1);
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 });
  });

  test("a note is given back as it was put down, after a restart too", async (context) => {
    const { store, place } = await openNew(engine, context);
    const value = { channel: "C1", nested: [1, { text: "日本\u0000🏯" }], none: null };
    expect(await store.notes.add(kind, "a", value, noon)).toBe(true);
    const { store: reopened } = await openAt(place);
    expect(await reopened.notes.get(kind, "a", noon)).toEqual({
      key: "a",
      value,
      version: expect.any(Number),
    });
    expect(await store.notes.get(kind, "b", noon)).toBeUndefined();
    expect(await store.notes.get("link", "a", noon)).toBeUndefined();
  });

  test("a note that is there is not put down again, and not changed by the attempt", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    await notes.add(kind, "a", { by: "first" }, noon);
    expect(await notes.add(kind, "a", { by: "second" }, noon + 1, noon + minuteMs)).toBe(false);
    expect(await notes.add("link", "a", { by: "third" }, noon)).toBe(true);
    expect(await notes.get(kind, "a", noon + minuteMs)).toMatchObject({ value: { by: "first" } });
  });

  test("of fifty who put down one note at once, one is told that it did", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    const told = await Promise.all(
      Array.from({ length: 50 }, (_, index) => notes.add(kind, "a", { index }, noon)),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await notes.get(kind, "a", noon))?.value).toEqual({ index: told.indexOf(true) });
  });

  test("a note is replaced by whoever has its present version, and its version grows", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    await notes.add(kind, "a", { step: 1 }, noon);
    const first = await present(notes, "a");
    expect(await notes.replace(kind, first, { step: 2 }, noon)).toBe(true);
    expect(await notes.replace(kind, first, { step: 3 }, noon)).toBe(false);
    const second = await present(notes, "a");
    expect(second.value).toEqual({ step: 2 });
    expect(second.version).toBeGreaterThan(first.version);
    expect(await notes.replace("link", first, {}, noon)).toBe(false);
    expect(await notes.replace(kind, { ...first, key: "b" }, {}, noon)).toBe(false);
  });

  test("of thirty who replace the same version at once, one does", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    await notes.add(kind, "a", {}, noon);
    const note = await present(notes, "a");
    const told = await Promise.all(
      Array.from({ length: 30 }, (_, index) => notes.replace(kind, note, { index }, noon)),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await notes.get(kind, "a", noon))?.value).toEqual({ index: told.indexOf(true) });
  });

  test("a note is absent from its end on, and keeps its end unless given another", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    const end = noon + minuteMs;
    await notes.add(kind, "a", { step: 1 }, noon, end);
    const first = await present(notes, "a", end - 1);
    expect(first).toMatchObject({ value: { step: 1 }, expiresAt: end });
    expect(await notes.get(kind, "a", end)).toBeUndefined();
    expect(await notes.list(kind, end)).toEqual([]);
    expect(await notes.replace(kind, first, {}, end)).toBe(false);
    expect(await notes.replace(kind, first, { step: 2 }, end - 1)).toBe(true);
    const second = await present(notes, "a", end - 1);
    expect(second).toMatchObject({ value: { step: 2 }, expiresAt: end });
    expect(await notes.replace(kind, second, {}, end - 1, end + 1)).toBe(true);
    expect(await notes.get(kind, "a", end)).toMatchObject({ expiresAt: end + 1 });
  });

  test.for(["over", "removed"])(
    "a key whose note is %s is free, and who knew the old note cannot replace the new one",
    async (how, context) => {
      const { notes } = (await openNew(engine, context)).store;
      await notes.add(kind, "a", { by: "first" }, noon, noon + minuteMs);
      const old = await present(notes, "a");
      const at = how === "over" ? noon + minuteMs : noon + 1;
      if (how === "removed") await notes.remove(kind, "a");
      expect(await notes.get(kind, "a", at)).toBeUndefined();
      expect(await notes.add(kind, "a", { by: "second" }, at)).toBe(true);
      expect(await notes.replace(kind, old, { by: "first" }, at)).toBe(false);
      expect((await notes.list(kind, at)).map(({ value }) => value)).toEqual([{ by: "second" }]);
    },
  );

  test("removing takes away that one note, and does nothing where there is none", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    for (const key of ["a", "b"]) await notes.add(kind, key, {}, noon);
    await notes.add("link", "a", {}, noon);
    await notes.remove(kind, "a");
    await notes.remove(kind, "a");
    expect((await notes.list(kind, noon)).map(({ key }) => key)).toEqual(["b"]);
    expect(await notes.get("link", "a", noon)).toBeDefined();
  });

  test("notes are listed by kind, oldest first, wherever they were changed", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    for (const [index, key] of ["c", "a", "b"].entries()) await notes.add(kind, key, {}, noon + index);
    await notes.add("link", "d", {}, noon);
    await notes.replace(kind, await present(notes, "c"), { late: true }, noon + 10);
    const keys = async (limit?: number) => (await notes.list(kind, noon + 10, limit)).map(({ key }) => key);
    expect(await keys()).toEqual(["c", "a", "b"]);
    expect(await keys(2)).toEqual(["c", "a"]);
    expect(await keys(0)).toEqual([]);
  });

  test("keys of any letters are told apart", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    for (const key of unusualKeys)
      expect([key, await notes.add(kind, key, { key }, noon)]).toEqual([key, true]);
    for (const key of unusualKeys) expect((await notes.get(kind, key, noon))?.value).toEqual({ key });
    await notes.remove(kind, "e\u0301");
    expect((await notes.list(kind, noon)).map(({ key }) => key).sort()).toEqual(
      unusualKeys.filter((key) => key !== "e\u0301").sort(),
    );
  });

  test("a value of a million letters is kept whole", async (context) => {
    const { notes } = (await openNew(engine, context)).store;
    const value = { text: "承認する".repeat(250_000) };
    await notes.add(kind, "a", value, noon);
    await notes.replace(kind, await present(notes, "a"), { ...value, again: true }, noon);
    expect((await notes.get(kind, "a", noon))?.value).toEqual({ ...value, again: true });
  });

  test("adding sweeps out notes whose time is over, a few at a time, and no others", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    const rows = async () => (await under.database.selectFrom("ops_notes").select("key").execute()).length;
    for (let number = 0; number < 50; number += 1)
      await store.notes.add(kind, `old${number}`, {}, noon, noon + 1);
    await store.notes.add(kind, "later", {}, noon, noon + minuteMs);
    await store.notes.add(kind, "endless", {}, noon);
    expect(await rows()).toBe(52);
    await store.notes.add(kind, "x", {}, noon + 1);
    expect(await rows()).toBeGreaterThan(3);
    for (const key of ["y", "z"]) await store.notes.add(kind, key, {}, noon + 1);
    const left = (await store.notes.list(kind, noon + 1)).map(({ key }) => key);
    expect(left.sort()).toEqual(["endless", "later", "x", "y", "z"]);
    expect(await rows()).toBe(5);
  });

  test("the table says nothing of what a note holds", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await store.notes.add(kind, "a", { password: secret }, noon);
    const rows = await under.database.selectFrom("ops_notes").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/correct horse|password/);
    expect((await store.notes.get(kind, "a", noon))?.value).toEqual({ password: secret });
  });

  test.for(Object.entries(forgeries))("a note %s is refused", async ([, forge], context) => {
    const { store, engine: under } = await openNew(engine, context);
    const { database } = under;
    const rowOf = (key: string) =>
      database.selectFrom("ops_notes").selectAll().where("key", "=", key).executeTakeFirstOrThrow();
    await store.notes.add(kind, "a", { step: 1 }, noon, noon + minuteMs);
    const older = await rowOf("a");
    await store.notes.replace(kind, older, { step: 2 }, noon);
    await store.notes.add(kind, "b", { step: 1 }, noon + 1);
    const forged = forge({ older, other: await rowOf("b") });
    await database.updateTable("ops_notes").set(forged).where("key", "=", "a").execute();

    const { kind: claimed, version } = await rowOf("a");
    const refusal = { name: "StoreError", code: "corrupt", message: expect.stringContaining('"a"') };
    await expect(store.notes.get(claimed, "a", noon)).rejects.toMatchObject(refusal);
    await expect(store.notes.list(claimed, noon)).rejects.toMatchObject(refusal);
    await expect(store.notes.replace(claimed, { key: "a", version }, {}, noon)).rejects.toMatchObject(
      refusal,
    );
  });
}
