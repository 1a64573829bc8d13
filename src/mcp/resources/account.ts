import { catalog } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import { explain } from "../../gate/policy/decision.ts";
import { read } from "../../gate/read.ts";
import type { AccountTold } from "../told.ts";
import type { Visitor } from "../visitor.ts";
import { toText } from "./json.ts";
import type { Resource } from "./resource.ts";

/**
 * What this server is attached to, as whom, and what the caller may do; `told` is the sentence on the first, and `accounts`
 * are those there are.
 */
export function accountResource(told: string, accounts: readonly AccountTold[]): Resource {
  return {
    name: "account",
    uri: "sss://account",
    title: "Account and your rights",
    description:
      "What this server is attached to (sandbox or real), its own user and contract, who you are to it, what is hidden from you, and whose consent each operation takes.",
    mimeType: "application/json",
    priority: 0.9,
    async read(_id, visitor) {
      const { caller, shape, replyTokens } = visitor;
      const hidden = catalog.filter(({ name }) => !visitor.has(name));
      const consent = await consentRules(visitor);
      const account = {
        attached_to: told,
        ...(visitor.gate.accounts.length < 2
          ? { acts_as: await actsAs(visitor) }
          : { accounts: await Promise.all(accounts.map((one) => aboutOne(one, visitor, consent))) }),
        you: { principal: caller.principal, scopes: caller.scopes },
        profile: {
          tools: shape === "full" ? "one for each operation" : "found with search_operations",
          narrowed_by: caller.profiles.map(({ text }) => text).filter((text) => text !== ""),
          hidden_operations: hidden.map(({ name }) => name),
        },
        consent,
      };
      return { text: toText(account, replyTokens) };
    },
  };
}

/** One of several accounts; whose consent its operations take, where that is not what is said of all of them. */
async function aboutOne(
  { name, told }: AccountTold,
  visitor: Visitor,
  consent: Rules,
): Promise<Record<string, unknown>> {
  const here = { ...visitor, actor: { ...visitor.actor, account: name } };
  const own = await consentRules(here);
  return {
    account: name,
    attached_to: told.en,
    acts_as: await actsAs(here),
    ...(JSON.stringify(own) === JSON.stringify(consent) ? {} : { consent: own }),
  };
}

/** Whose API key it is, where the caller may have users read. */
async function actsAs({ gate, actor, has }: Visitor): Promise<Record<string, unknown>> {
  if (![listUsers, getUser].every(({ name }) => has(name))) return {};
  const [listed, userId] = await Promise.all([read(gate, listUsers, {}, actor), gate.ownUserId(actor)]);
  return { user_id: userId, contract_id: listed.kind === "done" ? listed.answer["contract_id"] : undefined };
}

type Rules = readonly Record<string, unknown>[];

/** What each operation takes that the caller has, in the words of the policy; alike ones together. */
async function consentRules({ gate, actor, has }: Visitor): Promise<Rules> {
  const rules = new Map<string, readonly Operation[]>();
  for (const operation of catalog.filter(({ name }) => has(name))) {
    const rule = explain(await gate.decisionOn(operation, actor));
    rules.set(rule, [...(rules.get(rule) ?? []), operation]);
  }
  return [...rules].map(([rule, operations]) => ({
    rule,
    // What reads needs no list: it is most of what there is.
    operations: operations.every(({ risk }) => risk === "read")
      ? `${operations.length} that read`
      : operations.map(({ name }) => name),
  }));
}
