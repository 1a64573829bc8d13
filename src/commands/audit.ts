import { type Command, Option } from "commander";
import type { AuditFilter } from "../store/port.ts";
import type { ChainHead } from "../store/records.ts";
import { atTerminal } from "./desk.ts";
import { toCount, toHead } from "./flags.ts";

interface SearchFlags {
  readonly actor?: string;
  readonly operation?: string;
  readonly ticket?: string;
}

const desk = () => import("../terminal/audit.ts");

/** `audit`: the record of every write. */
export function addAudit(program: Command): void {
  const audit = program
    .command("audit")
    .description("the record of every write: who asked, who decided, how it ended");
  audit
    .command("verify")
    .description("check the whole chain; exit code 1 names the first row that does not fit")
    .option("--head <seq:hash>", "the newest row, as noted elsewhere: shows that nothing was cut off", toHead)
    .action(({ head }: { head?: ChainHead }) =>
      atTerminal(async ({ store, terminal }) => (await desk()).verifyAudit(await store(), head, terminal)),
    );
  audit
    .command("head")
    .description("the newest row as SEQ:HASH, to be noted elsewhere")
    .action(() =>
      atTerminal(async ({ store, terminal }) => (await desk()).showHead(await store(), terminal)),
    );
  audit
    .command("tail")
    .description("the last rows, as JSON Lines")
    .option("-n, --rows <count>", "how many", toCount, 20)
    .action(({ rows }: { rows: number }) => writeRows({ last: rows }, "jsonl"));
  audit
    .command("search")
    .description("the rows that fit, as JSON Lines")
    .option("--actor <principal>")
    .option("--operation <name>")
    .option("--ticket <id>")
    .action((flags: SearchFlags) => writeRows(filterOf(flags), "jsonl"));
  audit
    .command("export")
    .description("all rows")
    .addOption(
      new Option("--format <format>", "how they are written").choices(["jsonl", "csv"]).default("jsonl"),
    )
    .action(({ format }: { format: "jsonl" | "csv" }) => writeRows({}, format));
}

function filterOf({ actor, operation, ticket }: SearchFlags): AuditFilter {
  return {
    ...(actor === undefined ? {} : { principal: actor }),
    ...(operation === undefined ? {} : { operation }),
    ...(ticket === undefined ? {} : { ticketId: ticket }),
  };
}

function writeRows(filter: AuditFilter, format: "jsonl" | "csv"): Promise<void> {
  return atTerminal(async ({ store, terminal }) =>
    (await desk()).writeAudit(await store(), filter, format, terminal),
  );
}
