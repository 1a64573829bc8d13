import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import pg from "pg";
import { type TestContext, inject, onTestFinished } from "vitest";
import type { Engine } from "../../src/store/engine.ts";
import type { Keys } from "../../src/store/keys.ts";
import { openPostgres, openPostgresPool } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/port.ts";
import { openStoreOn } from "../../src/store/store.ts";
import { temporaryDirectory } from "../directory.ts";

/** A place for a store: opened again and again, it is the same store. */
export interface Place {
  /** The database underneath, to look at and to tamper with. */
  openEngine(): Promise<Engine>;
  /** What another process needs to open the store. */
  readonly environment: Record<string, string>;
}

/** An engine that the contract is run on. */
export interface TestEngine {
  readonly name: string;
  /** A new place that goes with the test; skips the test where the engine is not to be had. */
  makePlace(context: TestContext): Promise<Place>;
}

/** Keys as `loadKeys` gives them, for tests that need no file. */
export const testKeys: Keys = {
  seal: new Uint8Array(32).fill(1),
  chain: new Uint8Array(32).fill(2),
  state: new Uint8Array(32).fill(3),
};

export const sqlite: TestEngine = {
  name: "SQLite",
  async makePlace() {
    const directory = await temporaryDirectory();
    return { openEngine: () => openSqlite(directory), environment: { STATE_DIRECTORY: directory } };
  },
};

let pglite: PGlite | undefined;

/** PostgreSQL in WebAssembly: the dialect without a server, one connection only. */
export const pgliteInMemory: TestEngine = {
  name: "PGlite",
  async makePlace() {
    const started = (pglite ??= new PGlite());
    // Starting it takes a second: it is emptied instead.
    await started.exec("drop schema public cascade; create schema public");
    const openEngine = () =>
      openPostgresPool(Object.assign(createPgConfig(started), { max: 1 }) as pg.PoolConfig, "PGlite");
    return { openEngine, environment: {} };
  },
};

export const postgres: TestEngine = {
  name: "PostgreSQL",
  async makePlace(context) {
    const server = inject("postgres");
    if ("missing" in server) {
      if (process.env["CI"] === "true") throw new Error(server.missing);
      return context.skip(server.missing);
    }
    const databaseUrl = await emptyDatabase(server.url);
    return { openEngine: () => openPostgres(databaseUrl), environment: { DATABASE_URL: databaseUrl } };
  },
};

export const engines: readonly TestEngine[] = [sqlite, pgliteInMemory, postgres];

/** Opens the store of a place until the test ends. */
export async function openAt(place: Place, keys = testKeys): Promise<{ store: Store; engine: Engine }> {
  const engine = await place.openEngine();
  const store = await openStoreOn(engine, keys);
  onTestFinished(() => store.close());
  return { store, engine };
}

/** A new store on an engine, with its place. */
export async function openNew(engine: TestEngine, context: TestContext) {
  const place = await engine.makePlace(context);
  return { place, ...(await openAt(place)) };
}

/** One database for all the tests of a worker, which go one by one: each begins with an empty schema. It goes with the server, or is dropped at the end of all. */
let database: Promise<string> | undefined;

async function emptyDatabase(serverUrl: string): Promise<string> {
  const url = await (database ??= makeDatabase(serverUrl));
  await administer(url, "drop schema public cascade; create schema public");
  return url;
}

const databaseName = `sss_ops_test_${randomBytes(6).toString("hex")}`;

async function makeDatabase(serverUrl: string): Promise<string> {
  await administer(serverUrl, `create database ${databaseName}`);
  const url = new URL(serverUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
