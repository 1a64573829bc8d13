import { listChannels } from "../../tools/channel/list-channels.ts";
import { listIamGroups } from "../../tools/iam/list-iam-groups.ts";
import { catalog } from "../../tools/index.ts";
import { type Endpoint, type Operation, isEndpoint } from "../../tools/operation.ts";
import { recordsIn } from "../gate/facts.ts";
import type { Ending } from "../gate/outcome.ts";
import { isReading } from "../gate/send.ts";
import type { AsAccount, OwnUser } from "./means.ts";

/** A list of SSS, and how the reading of it ended. */
export interface ListRead {
  readonly operation: Endpoint;
  readonly outcome: Ending;
}

/** Lists of another version of the API are a matter of their own. */
const lists = catalog
  .flatMap((operation: Operation) => (isEndpoint(operation) && isReading(operation) ? [operation] : []))
  .filter(({ name, versions }) => name.startsWith("list_") && versions[0] !== "v2");

/** Reads every list once that what is known gives the arguments for. */
export async function readLists(ask: AsAccount["ask"], own: OwnUser): Promise<readonly ListRead[]> {
  const [channel, group] = await Promise.all([
    firstId(ask(listChannels, { get_contracts: false }), "channel_id"),
    firstId(ask(listIamGroups), "iam_group_id"),
  ]);
  const known: Readonly<Record<string, string | undefined>> = {
    user_id: own.userId,
    contract_id: own.contractId,
    channel_id: channel,
    iam_group_id: group,
  };
  const reads = lists.map(async (operation) => {
    const input = inputFor(operation, known);
    return input === undefined ? [] : [{ operation, outcome: await ask(operation, input) }];
  });
  return (await Promise.all(reads)).flat();
}

/** The words of commands that name what a list is of, such as `iam group`. */
export function resourceOf({ command }: Operation): string {
  return command.split(" ").slice(0, -1).join(" ");
}

/** Only what an operation cannot do without; undefined where that is not known. */
function inputFor(
  { input: { shape } }: Endpoint,
  known: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> | undefined {
  const wanted = Object.entries(shape).filter(([, schema]) => !schema.safeParse(undefined).success);
  if (wanted.some(([field]) => known[field] === undefined)) return undefined;
  return Object.fromEntries(wanted.map(([field]) => [field, known[field]]));
}

async function firstId(read: Promise<Ending>, field: string): Promise<string | undefined> {
  const outcome = await read;
  const rows = outcome.kind === "done" ? recordsIn(outcome.answer) : [];
  return rows.map((row) => row[field]).find((value) => typeof value === "string");
}
