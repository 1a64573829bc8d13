import { emptyChainHash, faultOf, lockHead, moveHead } from "./chain.ts";
import { keysAt } from "./chain-keys.ts";
import type { Engine } from "./engine.ts";
import { type ExportLine, exportLine } from "./export-line.ts";
import type { Keys } from "./keys.ts";
import { versionOf } from "./migrations.ts";
import { fromNoteRow } from "./note-rows.ts";
import type { ChainHead } from "./records.ts";
import { fingerprintOf } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import type { ChainKeyRow, Database } from "./tables.ts";
import { fromTicketRow } from "./ticket-rows.ts";
import { writeTo } from "./transaction.ts";

/**
 * Takes in an export, all of it or nothing, and gives how many lines it had.
 *
 * @throws {@link StoreError} `not_empty`, `wrong_key`, `newer_version`, or `corrupt` naming what does not fit.
 */
export function importStore(engine: Engine, keys: Keys, lines: AsyncIterable<string>): Promise<number> {
  return writeTo(engine.database, async (transaction) => {
    await refuseFilled(transaction, keys);
    const arrival = createArrival(transaction, keys);
    let number = 0;
    for await (const text of lines) {
      if (text.trim() === "") continue;
      number += 1;
      await arrival.take(parseLine(text, number));
    }
    await arrival.finish();
    return number;
  });
}

async function refuseFilled(transaction: Database, keys: Keys): Promise<void> {
  const head = await lockHead(transaction, keys);
  const ticket = await transaction.selectFrom("ops_tickets").select("id").limit(1).executeTakeFirst();
  const note = await transaction.selectFrom("ops_notes").select("key").limit(1).executeTakeFirst();
  if (head.seq === 0 && ticket === undefined && note === undefined) return;
  const message =
    "An import needs an empty store, and this one has entries. Point it at a new directory or database.";
  throw new StoreError("not_empty", message);
}

function parseLine(text: string, number: number): ExportLine {
  try {
    return exportLine.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError("corrupt", `Line ${number} is not a line of an export. Nothing was imported.`, {
      cause: error,
    });
  }
}

/** Takes the lines in their order, each checked before it is written. */
function createArrival(transaction: Database, keys: Keys) {
  let announced: ChainHead | undefined;
  let end: ChainHead = { seq: 0, hash: emptyChainHash };
  let tickets = 0;
  let notes = 0;
  const chainKeys: ChainKeyRow[] = [];
  let keyAt = keysAt(chainKeys, keys);
  let complete = false;
  return {
    async take(next: ExportLine): Promise<void> {
      if (complete || (announced === undefined) !== (next.kind === "store")) throw misplaced();
      switch (next.kind) {
        case "store":
          announced = await admitted(transaction, keys, next);
          return;
        case "audit": {
          const fault = faultOf(keyAt(end.seq + 1), end, next.row);
          if (fault !== undefined) throw corrupt(`the audit chain does not hold: ${fault.reason}`);
          await transaction.insertInto("ops_audit").values(next.row).execute();
          end = next.row;
          return;
        }
        case "chain_key":
          chainKeys.push(next.row);
          keyAt = keysAt(chainKeys, keys);
          await transaction.insertInto("ops_chain_keys").values(next.row).execute();
          return;
        case "ticket":
          fromTicketRow(keys.seal, next.row);
          await transaction.insertInto("ops_tickets").values(next.row).execute();
          tickets += 1;
          return;
        case "note":
          fromNoteRow(keys.seal, next.row);
          await transaction.insertInto("ops_notes").values(next.row).execute();
          notes += 1;
          return;
        case "end":
          if (next.audit !== end.seq || next.tickets !== tickets || next.notes !== notes)
            throw corrupt("lines are missing");
          complete = true;
      }
    },
    async finish(): Promise<void> {
      if (!complete) throw corrupt("its last line is missing");
      if (announced?.hash !== end.hash) throw corrupt("the audit chain does not end where it should");
      await moveHead(transaction, end);
    },
  };
}

async function admitted(
  transaction: Database,
  keys: Keys,
  { version, fingerprint, head }: Extract<ExportLine, { kind: "store" }>,
): Promise<ChainHead> {
  if (version > (await versionOf(transaction))) {
    const message = "The export is of a newer release of sss-ops. Upgrade this one; nothing was imported.";
    throw new StoreError("newer_version", message);
  }
  if (fingerprint === fingerprintOf(keys)) return head;
  const message =
    "The export is sealed with another key. Set SSS_OPS_SECRET_KEY, or copy the file `key`, from where it was made. Nothing was imported.";
  throw new StoreError("wrong_key", message);
}

function misplaced(): StoreError {
  return corrupt("its lines are not in their order");
}

function corrupt(what: string): StoreError {
  return new StoreError("corrupt", `The export cannot be trusted: ${what}. Nothing was imported.`);
}
