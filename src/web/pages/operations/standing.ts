import { html } from "hono/html";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { formPathOf } from "../../../gate/form-path.ts";
import type { Gate } from "../../../gate/gate.ts";
import { plain } from "../../../gate/plain.ts";
import type { Decision } from "../../../gate/policy/decision.ts";
import { meanings } from "../../../gate/meanings/meanings.ts";
import type { Language, Visitor } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { badge } from "../parts/badges.ts";
import { filled } from "../parts/fill.ts";
import { namesOf } from "../parts/people.ts";

/** What the policy says to the visitor's call of an operation, in a few words. */
export async function standingBadge(gate: Gate, operation: Operation, visitor: Visitor): Promise<Html> {
  const decision = await gate.decisionOn(operation, visitor.actor);
  return badge(toneOf(decision), wordOf(decision)[visitor.language]);
}

/** What the policy says to the visitor's call of an operation, why, and who can change that. */
export async function standingOf(
  gate: Gate,
  operation: Operation,
  { actor, language }: Visitor,
): Promise<Html> {
  const decision = await gate.decisionOn(operation, actor);
  return html`<p>${badge(toneOf(decision), wordOf(decision)[language])} ${whyOf(decision, language)}</p>
    <p class="soft">${texts.rule[language]} <code>${plain(decision.rule)}</code></p>`;
}

/** The way to the form that takes the operation's input, where the visitor may ask for it. */
export async function runLink(gate: Gate, operation: Operation, { actor, language }: Visitor): Promise<Html> {
  const path = formPathOf(operation, {}, actor.account);
  const { kind } = await gate.decisionOn(operation, actor);
  return kind === "confirm"
    ? html`<p><a class="button" href="${path}">${texts.run[language]}</a></p>`
    : html``;
}

function toneOf(decision: Decision): "good" | "busy" | "bad" {
  return decision.kind === "allow" ? "good" : decision.kind === "deny" ? "bad" : "busy";
}

function wordOf(decision: Decision): Text {
  return decision.kind === "confirm" ? words[decision.by] : words[decision.kind];
}

function whyOf(decision: Decision, language: Language): Html | string {
  switch (decision.kind) {
    case "allow":
      return texts.allow[language];
    case "deny": {
      const { what, next } = meanings[decision.code];
      return html`${what[language]} ${next[language]} <br /><span class="soft"
          >${plain(decision.message)}</span
        >`;
    }
    case "confirm": {
      const who =
        decision.by === "self"
          ? texts.self[language]
          : filled(texts.second[language], { who: namesOf(decision.approvers, language) });
      return html`${who} ${texts[decision.wanted][language]}`;
    }
  }
}

const words: Readonly<Record<"allow" | "deny" | "self" | "second", Text>> = {
  allow: { en: "Runs at once", ja: "すぐに実行できます" },
  deny: { en: "Refused", ja: "実行できません" },
  self: { en: "Takes your confirmation", ja: "本人の確認が必要" },
  second: { en: "Takes a second person", ja: "別の人の承認が必要" },
};

const texts = {
  allow: { en: "It only reads.", ja: "参照のみの操作です。" },
  self: { en: "You confirm it yourself.", ja: "依頼者本人が確認します。" },
  second: { en: "One of these has to approve it: {who}.", ja: "次の人のいずれかの承認が必要です: {who}" },
  yes: { en: "A yes is enough.", ja: "内容の確認だけで実行できます。" },
  name: { en: "The target's name has to be typed.", ja: "対象の名前の入力が必要です。" },
  run: { en: "Run it here", ja: "ここで実行する" },
  rule: { en: "By the rule", ja: "適用された規則:" },
} as const satisfies Record<string, Text>;
