import type { CallToolResult } from "@modelcontextprotocol/server";
import { emptyNote } from "../../gate/advice/empty.ts";
import { notRun, toAnswer, toError } from "../result.ts";
import type { ToolAnswer, ToolCall } from "../tools/mcp-tool.ts";
import { cleaned } from "./clean.ts";
import { type Call, type CursorFault, type Place, keyOf, placeOf, toCursor } from "./cursor.ts";
import { withoutEmpties } from "./empties.ts";
import type { List } from "./list-of.ts";
import { cutPage, rowsIn } from "./page.ts";
import { type Wishes, partWishes } from "./wishes.ts";

/** What was asked for of a list. */
interface Turn {
  readonly list: List;
  readonly wishes: Wishes;
  readonly call: Call;
  /** The call without what is wished for: as SSS is asked. */
  readonly read: string;
  /** Where the page begins; absent for the first. */
  readonly place?: Place;
  readonly tokens: number;
}

/** How the rows of a page came here. */
interface Source {
  /** Of another reading than the page before it. */
  readonly isReread: boolean;
  /** Keeps them for the next page, and names the reading. */
  readonly keep: () => string;
}

const narrow =
  "Narrow with query, fields, limit; next_cursor as cursor, with the same arguments, shows more.";

/** Shows a page of a list: the first is always read anew, further ones are cut from what was read then, while it is kept. */
export async function runList(list: List, input: unknown, context: ToolCall): Promise<ToolAnswer> {
  const turn = turnOf(list, input, context);
  if ("fault" in turn) return notRun(list.operation.name, turn.fault);
  const { call, read, place } = turn;
  if (place !== undefined) {
    const kept = await keptOf(place, turn, context);
    if (kept !== undefined) return toPageAnswer(kept, turn, { isReread: false, keep: () => place.reading });
  }
  const show = (whole: Record<string, unknown>) => {
    const answer = withoutEmpties(cleaned(whole));
    const keep = () => context.pages.keep(read, answer);
    return toPageAnswer(answer, turn, { isReread: place !== undefined, keep });
  };
  return context.put(list.operation, call.input, { show });
}

function turnOf(
  list: List,
  raw: unknown,
  { actor, replyTokens }: ToolCall,
): Turn | { readonly fault: string } {
  const parted = partWishes(raw);
  if ("fault" in parted) return parted;
  const { wishes, rest: input } = parted;
  const { query, fields, cursor } = wishes;
  const { principal, account } = actor;
  const operation = list.operation.name;
  const call: Call = { principal, account, operation, input, query, fields };
  const read = keyOf({ principal, account, operation, input });
  const turn = { list, wishes, call, read, tokens: replyTokens };
  if (cursor === undefined) return turn;
  const place = placeOf(cursor, call);
  return typeof place === "string" ? { fault: cursorFaults[place] } : { ...turn, place };
}

const cursorFaults: Readonly<Record<CursorFault, string>> = {
  malformed: "this is no cursor. Leave cursor out to begin with the first page.",
  foreign:
    "the cursor is of another call. Give it with the arguments of the call that it came from, or leave it out to begin with the first page.",
};

/** What was read is not shown to whom the policy would refuse the read now. */
async function keptOf({ reading }: Place, { list, read }: Turn, { gate, actor, pages }: ToolCall) {
  const decision = await gate.decisionOn(list.operation, actor);
  return decision.kind === "allow" ? pages.find(read, reading) : undefined;
}

function toPageAnswer(
  answer: Record<string, unknown>,
  turn: Turn,
  { isReread, keep }: Source,
): CallToolResult {
  const { list, wishes, call, place, tokens } = turn;
  const fault = unknownField(list, answer, wishes);
  if (fault !== undefined) return toError(`failed (invalid_request): ${fault}`);
  const page = cutPage(list, answer, wishes, { offset: place?.offset ?? 0, tokens });
  const { total, matched, rows, next } = page;
  return toAnswer({
    page: {
      total,
      ...(wishes.query === undefined ? {} : { matched }),
      shown: rows.length,
      ...(next === undefined
        ? {}
        : { next_cursor: toCursor({ offset: next, reading: keep() }, call), narrow }),
      ...(isReread ? { reread: true } : {}),
      ...(total === 0 ? noteOn(turn) : {}),
    },
    ...page.head,
    [list.in]: rows,
  });
}

/** Why a list may be empty that was not thought to be. */
function noteOn({ list, call: { input } }: Turn): { readonly note?: string } {
  const note = emptyNote(list.operation, typeof input === "object" ? { ...input } : {});
  return note === undefined ? {} : { note: note.en };
}

/** A field that no row has, told with those there are. */
function unknownField(list: List, answer: Record<string, unknown>, { fields }: Wishes): string | undefined {
  const { operation, columns } = list;
  const known = new Set([...columns, ...rowsIn(answer[list.in]).flatMap(namesIn)]);
  const unknown = fields?.find((field) => !known.has(field));
  if (unknown === undefined || known.size === 0) return undefined;
  return `${operation.name} has no field ${JSON.stringify(unknown)} in its rows. Known: ${[...known].join(", ")}.`;
}

/** The names that are words; keys that are data stand in no sentence. */
function namesIn(row: unknown): readonly string[] {
  if (typeof row !== "object" || row === null) return [];
  return Object.keys(row).filter((name) => /^[a-z]\w{0,39}$/i.test(name));
}
