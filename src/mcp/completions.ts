import type { CompleteRequestParams, CompleteResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import { type Lookup, lookups } from "../../tools/lookup.ts";
import { createCachedRead } from "../gate/names/cached-read.ts";
import { type Finder, createFinder } from "../gate/names/finder.ts";
import { matchOf } from "../gate/names/match.ts";
import { idFieldsOf } from "../gate/names/resolve.ts";
import { operationOf } from "../gate/operation-of.ts";
import type { Gate } from "../gate/gate.ts";
import { type Offer, asItself, fitting, toOffers } from "./offers.ts";
import { betweenValues } from "./prompts/given.ts";
import { type PromptArgument, account, argumentsOf } from "./prompts/prompt.ts";
import { prompts } from "./prompts/prompts.ts";
import { withoutAccount } from "./resources/account-address.ts";
import { isAddressable, variableOf } from "./resources/address.ts";
import { templated } from "./resources/resources.ts";
import type { Visitor } from "./visitor.ts";

/** Offers values while an argument is typed, at most 100 that hold what was typed, the likeliest first. Never throws. */
export type Complete = (params: CompleteRequestParams, visitor: Visitor) => Promise<CompleteResult>;

const mostValues = 100;
const months = 24;

/** Completions that are read through the gate; what was read is kept for 30 seconds, for each person. */
export function createComplete(means: {
  readonly gate: Pick<Gate, "ask">;
  readonly now: () => number;
}): Complete {
  const find = createFinder(createCachedRead(means));
  return async ({ ref, argument, context }, visitor) => {
    const wanted = wantedBy(ref, argument.name, visitor.gate.accounts);
    if (wanted === undefined) return toResult([]);
    const { before, typed } = partOf(argument.value, wanted);
    const given = context?.arguments ?? {};
    const known = await valuesFor(wanted, given, meaning(given[account], visitor), {
      find,
      now: means.now,
    }).catch(() => []);
    return toResult(fitting(known, typed), before);
  };
}

/** What is asked for: the argument of a prompt, or the variable of an address. */
type Wanted = Pick<PromptArgument, "lookup" | "form" | "among" | "isMany"> & { readonly isInAddress?: true };

function wantedBy(
  ref: CompleteRequestParams["ref"],
  name: string,
  accounts: readonly string[],
): Wanted | undefined {
  if (ref.type === "ref/prompt") {
    const prompt = prompts.find((one) => one.name === ref.name);
    return prompt && argumentsOf(prompt, accounts).find((argument) => argument.name === name);
  }
  const address = withoutAccount(ref.uri);
  if (name === account && address !== ref.uri) return { among: accounts };
  const resource = templated.find(({ uri }) => uri === address && variableOf(uri) === name);
  return resource?.lookup && { lookup: resource.lookup, isInAddress: true };
}

/** The visitor with the account that was given already, where there are several. */
function meaning(given: string | undefined, visitor: Visitor): Visitor {
  const { actor, gate } = visitor;
  return given === undefined || gate.accounts.length < 2
    ? visitor
    : { ...visitor, actor: { ...actor, account: given } };
}

/** Of several values the last is the one that is typed. */
function partOf(value: string, { isMany }: Wanted): { readonly before: string; readonly typed: string } {
  const typed = isMany === true ? (value.split(betweenValues).at(-1) ?? "").trimStart() : value;
  return { before: value.slice(0, value.length - typed.length), typed };
}

interface Means {
  readonly find: Finder;
  readonly now: () => number;
}

async function valuesFor(
  { lookup, form, among, isMany, isInAddress }: Wanted,
  given: Readonly<Record<string, string>>,
  visitor: Visitor,
  { find, now }: Means,
): Promise<readonly Offer[]> {
  if (among !== undefined) return among.map(asItself);
  if (form === "month") return lastMonths(now()).map(asItself);
  if (form === "language") return ["en", "ja"].map(asItself);
  const { actor } = visitor;
  if (lookup === undefined || !mayFind(lookup, visitor)) return [];
  const contract = given["contract"] ?? "";
  const contractId = contract === "" ? undefined : await contractIdOf(contract, visitor, find);
  // Without the contract there is no telling what stands in it.
  if (contract !== "" && contractId === undefined) return [];
  const { things } = await find(lookup, { contract_id: contractId }, actor);
  // Names are looked up in the account's own contract: what stands in another goes by its id.
  const isUsable = (value: string) =>
    contractId === undefined &&
    (isInAddress !== true || isAddressable(value)) &&
    (isMany !== true || !betweenValues.test(value));
  return toOffers(things, isUsable);
}

/** The contract that was given already, by its id or by a name that means it alone. */
async function contractIdOf(given: string, visitor: Visitor, find: Finder): Promise<string | undefined> {
  const lookup = lookups.contract;
  if (lookup.form.test(given)) return given;
  if (!mayFind(lookup, visitor)) return undefined;
  const match = matchOf(given, (await find(lookup, {}, visitor.actor)).things);
  return match.kind === "one" ? match.thing.id : undefined;
}

function mayFind(lookup: Lookup, { has }: Visitor): boolean {
  return readsFor(lookup).every(has);
}

/** The reads that finding takes, those of the places that have to be looked into included. */
function readsFor({ operation: name }: Lookup): readonly string[] {
  const operation = operationOf({ operation: name });
  const places = idFieldsOf(operation).filter(
    (field) => !z.safeParse(operation.input.shape[field.name] as z.core.$ZodType, undefined).success,
  );
  return [name, ...places.flatMap(({ lookup }) => readsFor(lookup))];
}

function lastMonths(now: number): readonly string[] {
  const today = new Date(now);
  return Array.from({ length: months }, (_, back) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back)).toISOString().slice(0, 7),
  );
}

function toResult(offers: readonly Offer[], before = ""): CompleteResult {
  const values = offers.slice(0, mostValues).map(({ toValue }) => `${before}${toValue()}`);
  return { completion: { values, total: offers.length, hasMore: offers.length > values.length } };
}
