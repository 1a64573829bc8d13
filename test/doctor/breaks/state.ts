import { chmod, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { loadKeys } from "../../../src/store/keys.ts";
import type { Store } from "../../../src/store/port.ts";
import { openStore } from "../../../src/store/store.ts";
import { temporaryDirectory } from "../../directory.ts";
import { newEvent, newTicket, noon } from "../../store/samples.ts";
import { type Patient, settledEnvironment } from "../clinic.ts";
import type { Break } from "./break.ts";

/** A state directory with a store of one ticket in it, under the generated key, and what is then done to it. */
async function after(
  harm: (state: string, store: Store) => Promise<unknown>,
  settings: Record<string, string> = {},
): Promise<Patient> {
  const { state, environment } = await settledEnvironment();
  const { SSS_OPS_SECRET_KEY: _key, ...others } = environment;
  const store = await openStore({ stateDirectory: state, keys: await loadKeys({ stateDirectory: state }) });
  await fill(store);
  await harm(state, store);
  await store.close();
  return { environment: { ...others, ...settings } };
}

async function fill({ tickets }: Store): Promise<void> {
  await tickets.open(newTicket("left"), newEvent());
  await tickets.move("left", { from: ["open"], to: "approved", at: noon }, [newEvent({ event: "decided" })]);
  await tickets.move("left", { from: ["approved"], to: "running", at: noon }, [
    newEvent({ event: "called" }),
  ]);
}

/** The store after these statements. */
function afterSql(...statements: readonly string[]): Promise<Patient> {
  return after(async (state) => {
    const database = new DatabaseSync(join(state, "store.sqlite"));
    for (const statement of statements) database.exec(statement);
    database.close();
  });
}

/** A copy of the store: SQLite makes one without a write-ahead log. */
async function restored(): Promise<Patient> {
  const copy = join(await temporaryDirectory(), "store.sqlite");
  const { environment } = await after((_state, store) => store.backupTo(copy));
  return { environment: { ...environment, SSS_OPS_STATE_DIR: dirname(copy) } };
}

async function garbled(): Promise<Patient> {
  const state = await temporaryDirectory();
  await loadKeys({ stateDirectory: state });
  await writeFile(join(state, "store.sqlite"), "this was a database once, and is none any more");
  return inDirectory(state);
}

async function inDirectory(state: string): Promise<Patient> {
  return { environment: { SSS_OPS_STATE_DIR: state } };
}

/** Breaks of the store and of its files. */
export const stateBreaks: readonly Break[] = [
  {
    id: "state-directory",
    when: "others may look into it",
    prepare: () => after((state) => chmod(state, 0o755)),
    state: "fault",
    found: "Others can read",
    fix: "chmod 700",
  },
  {
    id: "state-directory",
    when: "it is a file",
    async prepare() {
      const { state } = await settledEnvironment();
      await writeFile(join(state, "file"), "");
      return inDirectory(join(state, "file"));
    },
    state: "fault",
    found: "is no directory",
    fix: "SSS_OPS_STATE_DIR",
  },
  {
    id: "key-file",
    when: "others may read it",
    prepare: () => after((state) => chmod(join(state, "key"), 0o644)),
    state: "fault",
    found: "Others can read",
    fix: "chmod 600",
  },
  {
    id: "key-file",
    when: "it is gone, and the store is not",
    prepare: () => after((state) => rm(join(state, "key"))),
    state: "fault",
    found: "is missing",
    fix: "backup",
  },
  {
    id: "key-file",
    when: "the key of the settings is a word",
    prepare: () => ({ environment: { SSS_OPS_SECRET_KEY: "secret".repeat(6) } }),
    state: "warning",
    found: "few different characters",
    fix: "sss-ops store rekey",
  },
  {
    id: "state-files",
    when: "others may read the store",
    prepare: () => after((state) => chmod(join(state, "store.sqlite"), 0o640)),
    state: "warning",
    found: "Others can read store.sqlite",
    fix: "chmod -R go=",
  },
  {
    id: "disk-space",
    when: "there is no room",
    prepare: () => inDirectory("/proc/sss-ops"),
    state: "fault",
    found: "Only 0 MiB are free",
    fix: "df -h /proc",
  },
  {
    id: "file-system",
    when: "the directory is in memory",
    prepare: () => inDirectory("/dev/shm/sss-ops"),
    state: "warning",
    found: "is in memory",
    fix: "SSS_OPS_STATE_DIR",
  },
  {
    id: "store",
    when: "the key is another one",
    prepare: () => after(async () => {}, { SSS_OPS_SECRET_KEY: "another key than it was made with" }),
    state: "fault",
    found: "sealed with another key",
    fix: "SSS_OPS_SECRET_KEY",
  },
  {
    id: "store",
    when: "the file is no database",
    prepare: garbled,
    state: "fault",
    found: "not a database",
    fix: "backup",
  },
  {
    id: "migrations",
    when: "a newer release was here",
    prepare: () => afterSql("insert into ops_migrations (name, timestamp) values ('9999_later', '')"),
    state: "fault",
    found: "A newer release",
    fix: "Upgrade",
  },
  {
    id: "migrations",
    when: "this release was not here yet",
    prepare: () => afterSql("delete from ops_migrations where name > '0002'"),
    state: "warning",
    found: "migrations behind",
    fix: "sss-ops store backup",
  },
  {
    id: "durability",
    when: "the file was put back from a copy",
    prepare: restored,
    state: "warning",
    found: "journal as delete",
    fix: "sss-ops serve",
  },
  {
    id: "store-write",
    when: "writes are refused",
    prepare: () =>
      afterSql(
        "create trigger refuse before insert on ops_notes begin select raise(abort, 'not today'); end",
      ),
    state: "fault",
    found: "not today",
    fix: "sss-ops doctor",
  },
  {
    id: "audit-chain",
    when: "a row was edited",
    prepare: () =>
      afterSql(
        "drop trigger ops_audit_no_update",
        "update ops_audit set principal = 'local:nobody' where seq = 2",
      ),
    state: "fault",
    found: "row 2 was changed",
    fix: "SSS_OPS_READ_ONLY=true",
  },
  {
    id: "tickets",
    when: "a process died in the midst of one",
    prepare: () => after(async () => {}),
    state: "warning",
    found: "The process of left is gone",
    fix: "sss-ops serve",
  },
];
