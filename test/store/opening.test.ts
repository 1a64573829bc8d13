import { chmod, mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { sql } from "kysely";
import { type TestContext, describe, expect, test } from "vitest";
import { isNetworkFileSystem } from "../../src/store/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../directory.ts";
import { openAt, openNew, postgres, sqlite, testKeys } from "./engines.ts";
import { runProgram, startProgram } from "./programs.ts";
import { newEvent, newTicket, noon } from "./samples.ts";

const nobody = 65_534;

/** A directory in which nothing can be written by the user that programs are run as, and that user. */
async function readOnlyDirectory(): Promise<{
  readonly directory: string;
  readonly as: { readonly uid?: number };
}> {
  const directory = await temporaryDirectory();
  const isRoot = process.getuid?.() === 0;
  // Root may write anywhere: then it is somebody else who tries.
  await chmod(directory, isRoot ? 0o755 : 0o555);
  return { directory, as: isRoot ? { uid: nobody } : {} };
}

/** Words that run a program over a disk of so many bytes, mounted on `directory` for it alone. */
async function smallDisk(context: TestContext, directory: string, bytes: number): Promise<readonly string[]> {
  const script = 'mount -t tmpfs -o "size=$1" none "$2" && shift 2 && exec "$@"';
  const through = ["unshare", "-rm", "sh", "-c", script, "sh", String(bytes), directory];
  try {
    await runProgram(
      "opener",
      { STATE_DIRECTORY: directory },
      { through: [...through.slice(0, 6), "4000000", directory] },
    );
  } catch {
    return context.skip("this machine lets no small disk be mounted");
  }
  return through;
}

describe.for([sqlite, postgres])("opening on $name", (engine) => {
  test("six processes that open a new store at once all succeed, under one key", async (context) => {
    const { environment } = await engine.makePlace(context);
    const directory = environment["STATE_DIRECTORY"] ?? (await temporaryDirectory());
    const openers = Array.from({ length: 6 }, () =>
      runProgram("opener", { ...environment, STATE_DIRECTORY: directory }),
    );
    const said = await Promise.all(openers);
    expect(said[0]).toEqual({ key: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(new Set(said.map((opened) => JSON.stringify(opened))).size).toBe(1);
    expect((await readdir(directory)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

test("a process killed while it opens a new store leaves one that opens", async (context) => {
  const place = await sqlite.makePlace(context);
  const openers = Array.from({ length: 6 }, () => startProgram("opener", place.environment));
  // Any moment will do: they are still loading, waiting for the lock, migrating or done.
  for (const [index, opener] of openers.entries())
    setTimeout(() => void opener.process.kill("SIGKILL"), 60 + 30 * index);
  await Promise.all(openers.map(({ exited }) => exited));
  expect(await runProgram("opener", place.environment)).toHaveProperty("key");
});

test("an opening waits for another that is under way", async (context) => {
  const place = await sqlite.makePlace(context);
  const lock = new DatabaseSync(join(place.environment["STATE_DIRECTORY"] ?? "", "start.lock"));
  lock.exec("begin exclusive");
  let released = false;
  const opening = openAt(place).then(() => released);
  // Three of the pauses between attempts.
  setTimeout(() => {
    released = true;
    lock.close();
  }, 60);
  expect(await opening).toBe(true);
});

test("files of the store are for their owner only, and say nothing of a sealed input", async () => {
  const stateDirectory = join(await temporaryDirectory(), "deep", "state");
  const store = await openStore({ stateDirectory, keys: testKeys });
  const secret = "correct horse battery staple";
  await store.tickets.open(newTicket("a", { input: { password: secret } }), newEvent());
  await store.notes.add("card", "a", { password: secret }, noon);
  expect((await stat(stateDirectory)).mode & 0o777).toBe(0o700);
  const backup = join(stateDirectory, "backup.sqlite");
  await store.backupTo(backup);
  // The log and its index are there while the store is open.
  const names = await readdir(stateDirectory);
  expect(names.sort()).toEqual([
    "backup.sqlite",
    "start.lock",
    "store.sqlite",
    "store.sqlite-shm",
    "store.sqlite-wal",
  ]);
  for (const name of names) {
    const path = join(stateDirectory, name);
    expect([name, (await stat(path)).mode & 0o777]).toEqual([name, 0o600]);
    const bytes = await readFile(path);
    expect([name, bytes.includes(secret), bytes.includes("billing")]).toEqual([name, false, false]);
  }
  expect((await store.tickets.get("a"))?.input).toEqual({ password: secret });
  expect((await store.notes.get("card", "a", noon))?.value).toEqual({ password: secret });
  await store.close();
});

test("a file that others could read is closed to them", async () => {
  const stateDirectory = await temporaryDirectory();
  await (await openStore({ stateDirectory, keys: testKeys })).close();
  await chmod(join(stateDirectory, "store.sqlite"), 0o644);
  await (await openStore({ stateDirectory, keys: testKeys })).close();
  expect((await stat(join(stateDirectory, "store.sqlite"))).mode & 0o777).toBe(0o600);
});

test("a backup is a store of its own, and takes no file's place", async (context) => {
  const { store } = await openNew(sqlite, context);
  await store.tickets.open(newTicket("a"), newEvent());
  const stateDirectory = await temporaryDirectory();
  const path = join(stateDirectory, "store.sqlite");
  await store.backupTo(path);
  await expect(store.backupTo(path)).rejects.toMatchObject({ code: "not_empty" });
  const copy = await openStore({ stateDirectory, keys: testKeys });
  expect(await copy.tickets.list()).toEqual(await store.tickets.list());
  expect(await copy.audit.verify(await store.audit.head())).toMatchObject({ ok: true, rows: 1 });
  await copy.close();
});

test("a PostgreSQL store is backed up by PostgreSQL's own tool", async (context) => {
  const { store } = await openNew(postgres, context);
  await expect(store.backupTo("/anywhere")).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("pg_dump"),
  });
});

test("a state directory that may not be written is refused by name", async () => {
  const { directory, as } = await readOnlyDirectory();
  const refusal = { code: "unwritable", message: expect.stringContaining(directory) };
  expect(await runProgram("opener", { STATE_DIRECTORY: directory }, as)).toMatchObject(refusal);
  expect(await runProgram("opener", { STATE_DIRECTORY: join(directory, "below") }, as)).toMatchObject(
    refusal,
  );
});

test("a store file that may not be written is refused by name", async () => {
  const { directory, as } = await readOnlyDirectory();
  await chmod(directory, 0o777);
  await runProgram("opener", { STATE_DIRECTORY: directory }, as);
  await chmod(join(directory, "store.sqlite"), 0o400);
  expect(await runProgram("opener", { STATE_DIRECTORY: directory }, as)).toMatchObject({
    code: "unwritable",
    message: expect.stringContaining("store.sqlite"),
  });
});

test("a disk that fills up is told, and what was written before stays whole", async (context) => {
  const directory = await temporaryDirectory();
  const through = await smallDisk(context, directory, 600_000);
  const { refusal, written, verdict } = (await runProgram(
    "filler",
    { STATE_DIRECTORY: directory },
    { through },
  )) as Record<string, unknown>;
  expect(refusal).toMatchObject({ code: "disk_full", message: expect.stringContaining(directory) });
  expect(written).toBeGreaterThan(10);
  expect(verdict).toMatchObject({ ok: true, rows: written });
});

test("a disk that is full from the start is told", async (context) => {
  const directory = await temporaryDirectory();
  const through = await smallDisk(context, directory, 8_192);
  expect(await runProgram("opener", { STATE_DIRECTORY: directory }, { through })).toMatchObject({
    code: "disk_full",
  });
});

test("a file that is no database is refused, and left as it is", async () => {
  const stateDirectory = await temporaryDirectory();
  const path = join(stateDirectory, "store.sqlite");
  await writeFile(path, "not a database ".repeat(100));
  await expect(openStore({ stateDirectory, keys: testKeys })).rejects.toMatchObject({
    code: "corrupt",
    message: expect.stringContaining(path),
  });
  expect(await readFile(path, "utf8")).toMatch(/^not a database/);
});

test("a state directory that is a file is refused", async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "a"));
  await writeFile(join(directory, "a", "file"), "");
  const stateDirectory = join(directory, "a", "file", "state");
  await expect(openStore({ stateDirectory, keys: testKeys })).rejects.toMatchObject({ code: "unwritable" });
});

test("network file systems are known by their numbers", () => {
  expect([0x6969, 0xff534d42, 0xfe534d42].every(isNetworkFileSystem)).toBe(true);
  // ext4, tmpfs, overlayfs.
  expect([0xef53, 0x01021994, 0x794c7630].some(isNetworkFileSystem)).toBe(false);
});

test("a server that is not there is named, without the password", async () => {
  const port = await freePort();
  const databaseUrl = `postgresql://someone:open-sesame@127.0.0.1:${port}/ops`;
  const opening = openStore({ stateDirectory: "", databaseUrl, keys: testKeys });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "unreachable",
    message: `The PostgreSQL database 127.0.0.1:${port}/ops cannot be reached. Check that the server runs and that DATABASE_URL is right (ECONNREFUSED).`,
  });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("open-sesame");
});

test("a URL that is none is refused, without the password", async () => {
  const databaseUrl = "postgresql://someone:open-sesame@host:port/ops";
  const opening = openStore({ stateDirectory: "", databaseUrl, keys: testKeys });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "unreachable", message: expect.stringContaining("DATABASE_URL") });
  expect(String(error)).not.toContain("open-sesame");
  expect((error as Error).cause).toBeUndefined();
});

test("a database that does not exist is named", async (context) => {
  const { environment } = await postgres.makePlace(context);
  const url = new URL(environment["DATABASE_URL"] ?? "");
  url.pathname = "/nowhere";
  await expect(
    openStore({ stateDirectory: "", databaseUrl: url.href, keys: testKeys }),
  ).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("nowhere does not exist"),
  });
});

test("a server that goes away is told to whoever writes, and found again when it is back", async (context) => {
  const { store, engine } = await openNew(postgres, context);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()`
    .execute(engine.database)
    .catch(() => undefined);
  await store.audit.append(newEvent()).catch(() => undefined);
  expect((await store.audit.append(newEvent())).seq).toBeGreaterThan(0);
  expect(await store.audit.verify()).toMatchObject({ ok: true });
});

test("two stores of one process on one file do not break each other's locks", async (context) => {
  const place = await sqlite.makePlace(context);
  const { store: first } = await openAt(place);
  const { store: second } = await openAt(place);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? first : second).audit.append(newEvent())),
  );
  expect(await first.audit.verify()).toMatchObject({ ok: true, rows: 20 });
});

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
