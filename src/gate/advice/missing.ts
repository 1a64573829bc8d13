import { isEndpoint } from "../../../tools/operation.ts";
import { lookups } from "../../../tools/lookup.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import { closestTo } from "../names/closest.ts";
import { toShown } from "../names/endings.ts";
import { matchOf } from "../names/match.ts";
import { idFieldsOf, resolveNames } from "../names/resolve.ts";
import { plain } from "../plain.ts";
import { type Advice, type AdviceMeans, type FailedCall, nothing } from "./advice.ts";

/** Which of the things that a call names is not there, and what comes closest to it. */
export async function aboutMissing(call: FailedCall, { find }: AdviceMeans): Promise<Advice> {
  const named = await resolveNames(call, find);
  const input = "kind" in named ? call.input : named.input;
  for (const { name, lookup } of sought(call)) {
    const given = input[name];
    if (typeof given !== "string") continue;
    const { things, lack } = await find(lookup, input, call.actor);
    if (lack !== undefined || matchOf(given, things).kind !== "none") continue;
    const closest = closestTo(given, things).map(toShown);
    if (closest.length === 0) continue;
    return {
      next: `Call again with ${name} set to an id that ${lookup.operation} shows; the closest are in the data.`,
      data: { field: name, given: plain(given), closest },
    };
  }
  return nothing;
}

interface Sought {
  readonly name: string;
  readonly lookup: Lookup;
}

/** The fields that say what is looked for: ids, and the words of a search. */
function sought({ operation }: FailedCall): readonly Sought[] {
  const search = isEndpoint(operation) ? operation.find : undefined;
  const lookup = Object.values<Lookup>(lookups).find(({ id }) => id === search?.matching[0]);
  const ids: readonly Sought[] = idFieldsOf(operation);
  return search === undefined || lookup === undefined ? ids : [{ name: search.by, lookup }, ...ids];
}
