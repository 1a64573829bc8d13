import { execFile } from "node:child_process";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { appendEvents, lockHead } from "../../src/store/chain.ts";
import { type Keys, loadKeys } from "../../src/store/keys.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openStoreOn } from "../../src/store/store.ts";
import type { Database } from "../../src/store/tables.ts";
import { writeTo } from "../../src/store/transaction.ts";
import { temporaryDirectory } from "../directory.ts";
import { newEvent } from "../store/samples.ts";
import { median, msOf, print } from "./figures.ts";
import { program } from "./program.ts";

const rows = 100_000;
const appended = 2_000;
const rounds = 5;
/** Of the whole command, its start included. */
const mostVerifyMs = 2_000;

test(`appending to the audit trail, and verifying ${rows} lines of it by the command`, async () => {
  const stateDirectory = await temporaryDirectory();
  const keys = await loadKeys({ stateDirectory });
  const engine = await openSqlite(stateDirectory);
  const { audit, close } = await openStoreOn(engine, keys);
  const appendMs = await msOf(async () => {
    for (let index = 0; index < appended; index += 1) await audit.append(newEvent({ ticketId: `${index}` }));
  });
  await fill(engine.database, keys, rows - appended);
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    took.push(await msOf(async () => expect(await verify(stateDirectory)).toMatchObject({ ok: true, rows })));
  }
  // Whoever owns the database can take its triggers away.
  for (const change of ["update", "delete"])
    await sql.raw(`drop trigger ops_audit_no_${change}`).execute(engine.database);
  for (const tampering of tamperings) await expectFound(tampering, engine.database, stateDirectory);
  await close();
  const verifyMs = Math.round(median(took));
  const appendedPerSecond = Math.round((appended * 1_000) / appendMs);
  print({ benchmark: "audit", rows, appendedPerSecond, verifyMs, mostVerifyMs, found: tamperings.length });
  expect(verifyMs).toBeLessThanOrEqual(mostVerifyMs);
});

/** The same rows as by `append`, many to a transaction. */
async function fill(database: Database, keys: Keys, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1_000) {
    const events = Array.from({ length: Math.min(1_000, count - done) }, (_, index) =>
      newEvent({ ticketId: `${done + index}`, details: { decision: "allow", rule: "default-change" } }),
    );
    await writeTo(database, async (transaction) =>
      appendEvents(transaction, keys.chain, { head: await lockHead(transaction, keys), events }),
    );
  }
}

/** What the program says of the chain. */
function verify(stateDirectory: string): Promise<unknown> {
  const env = { ...process.env, SSS_OPS_STATE_DIR: stateDirectory };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, "audit", "verify"], { env }, (error, stdout) =>
      stdout === "" ? reject(error ?? new Error("nothing was said")) : resolve(JSON.parse(stdout)),
    );
  });
}

/** A way to alter the rows behind the program's back, and the first row that does not fit then. */
interface Tampering {
  readonly does: readonly string[];
  readonly undoes: readonly string[];
  readonly seq: number;
}

const swap = [
  "update ops_audit set seq = -1 where seq = 70000",
  "update ops_audit set seq = 70000 where seq = 70001",
  "update ops_audit set seq = 70001 where seq = -1",
];

const tamperings: readonly Tampering[] = [
  {
    does: ["update ops_audit set principal = 'local:nobody' where seq = 50000"],
    undoes: ["update ops_audit set principal = 'local:taro' where seq = 50000"],
    seq: 50_000,
  },
  {
    does: [
      "create table bench_dropped as select * from ops_audit where seq = 60000",
      "delete from ops_audit where seq = 60000",
    ],
    undoes: ["insert into ops_audit select * from bench_dropped", "drop table bench_dropped"],
    seq: 60_000,
  },
  { does: swap, undoes: swap, seq: 70_000 },
];

async function expectFound(
  { does, undoes, seq }: Tampering,
  database: Database,
  stateDirectory: string,
): Promise<void> {
  for (const statement of does) await sql.raw(statement).execute(database);
  expect(await verify(stateDirectory)).toMatchObject({ ok: false, seq });
  for (const statement of undoes) await sql.raw(statement).execute(database);
}
