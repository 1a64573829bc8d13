import { catalog } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import { explain } from "../../gate/policy.ts";
import { read } from "../../gate/read.ts";
import type { Visitor } from "../visitor.ts";
import { toText } from "./json.ts";
import type { Resource } from "./resource.ts";

/** What this server is attached to, as whom, and what the caller may do; `told` is the sentence on the first. */
export function accountResource(told: string): Resource {
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
      const account = {
        attached_to: told,
        acts_as: await actsAs(visitor),
        you: { principal: caller.principal, scopes: caller.scopes },
        profile: {
          tools: shape === "full" ? "one for each operation" : "found with search_operations",
          narrowed_by: caller.profiles.map(({ text }) => text).filter((text) => text !== ""),
          hidden_operations: hidden.map(({ name }) => name),
        },
        consent: await consentRules(visitor),
      };
      return { text: toText(account, replyTokens) };
    },
  };
}

/** Whose API key it is, where the caller may have users read. */
async function actsAs({ gate, actor, has }: Visitor): Promise<Record<string, unknown>> {
  if (![listUsers, getUser].every(({ name }) => has(name))) return {};
  const [listed, userId] = await Promise.all([read(gate, listUsers, {}, actor), gate.ownUserId(actor)]);
  return { user_id: userId, contract_id: listed.kind === "done" ? listed.answer["contract_id"] : undefined };
}

/** What each operation takes that the caller has, in the words of the policy; alike ones together. */
async function consentRules({ gate, actor, has }: Visitor): Promise<readonly Record<string, unknown>[]> {
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
