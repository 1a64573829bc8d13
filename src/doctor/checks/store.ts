import type { Inspection } from "../../store/inspect.ts";
import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, ok, skipped, warning } from "../finding.ts";
import { isCurrent, notMade, seenBy } from "../seen-store.ts";

const store = defineCheck({
  id: "store",
  group: "store",
  title: "Store",
  needs: "store",
  async run(means) {
    const seen = await means.inspection();
    if (seen === undefined) return skipped(notMade);
    if (!isCurrent(seen)) return skipped("It can be opened once it is migrated: see migrations.");
    await means.store();
    return ok(`${seen.engine} at ${seen.where} opens with the key.`);
  },
});

const migrations = defineCheck({
  id: "migrations",
  group: "store",
  title: "Migrations",
  needs: "store",
  async run({ inspection }) {
    const seen = await seenBy(inspection);
    if (typeof seen === "string") return skipped(seen);
    const { done, known, isNewer } = seen.migrations;
    if (isNewer) {
      return fault(
        `A newer release has migrated the tables (version ${done}; this one knows ${known}).`,
        "Upgrade sss-ops here: npm install -g sss-ops@latest (containers: pull the newer image).",
      );
    }
    return done === known
      ? ok(`The tables are current (version ${done}).`)
      : warning(
          `The tables are ${known - done} migrations behind (version ${done} of ${known}).`,
          "Back up the store (sss-ops store backup FILE, or pg_dump); the next start of `sss-ops serve` migrates it.",
        );
  },
});

const durability = defineCheck({
  id: "durability",
  group: "store",
  title: "Durability",
  needs: "store",
  async run({ inspection }) {
    const seen = await seenBy(inspection);
    if (typeof seen === "string") return skipped(seen);
    return seen.engine.startsWith("SQLite") ? aboutSqlite(seen) : aboutPostgres(seen);
  },
});

/** Whether the store can be used, and lasts. */
export const storeChecks: readonly Check[] = [store, migrations, durability];

/** Each process asks for `synchronous` itself when it opens the file; only the log is the file's own. */
function aboutSqlite({ settings: { journal_mode: mode = "" } }: Inspection): Finding {
  return mode === "wal"
    ? ok(
        "SQLite keeps a write-ahead log, and every commit is on the disk before it counts (synchronous=FULL).",
      )
    : warning(
        `SQLite keeps its journal as ${mode}: processes wait for each other.`,
        "Start `sss-ops serve` once: it switches to a write-ahead log.",
      );
}

function aboutPostgres({ settings }: Inspection): Finding {
  const { fsync, full_page_writes: pages, synchronous_commit: commit = "", read_only: readOnly } = settings;
  if (readOnly === "on")
    return fault("PostgreSQL takes no writes: this is a standby.", "Set DATABASE_URL to the primary.");
  const off = [
    ...(fsync === "off" ? ["fsync"] : []),
    ...(pages === "off" ? ["full_page_writes"] : []),
    ...(commit === "off" ? ["synchronous_commit"] : []),
  ];
  if (off.length === 0)
    return ok(`Every commit is on the disk before it counts (synchronous_commit=${commit}).`);
  return warning(
    `PostgreSQL runs with ${off.map((name) => `${name}=off`).join(", ")}: a crash can lose what was acknowledged.`,
    `${off.map((name) => `ALTER SYSTEM SET ${name} = on;`).join(" ")} SELECT pg_reload_conf();`,
  );
}
