import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ticket } from "../../../src/gate/ticket.ts";
import { ticketCard } from "../../../src/slack/tickets/ticket-card.ts";
import type { Language } from "../../../src/slack/views/language.ts";
import { catalog } from "../../../tools/index.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, buttonsIn, shown } from "../shown.ts";
import { changeOf, hanako, now, taro, ticketOf } from "../tickets.ts";

const approvers = [hanako.principal, "local:kenji"];
const languages: readonly Language[] = ["en", "ja"];
const card = (ticket: Ticket, language: Language = "en") => ticketCard(ticket, { language, approvers, now });
const decided = { by: hanako, at: now };

test("an open card shows what is asked, of whom, by whom and until when", () => {
  expect(shown(card(ticketOf()).blocks)).toMatchInlineSnapshot(`
    "
    # Waiting for approval: Delete tenant
    Delete tenant web-1 (462c8013d0e849e4b986ab2c181f2af8) in jp1? The tokens of every user with a role on it expire at once.
    *Target* web-1
    *Requested by* local:taro (MCP client: Claude Desktop 1.2.3)
    *Expires* 2026-11-23 04:00 UTC
    *Undo* Cannot be undone. The tenant with all that is in it is gone, and a new one gets another ID.
    *Asked because* It destroys something
    *Arguments*
    | Tenant ID  462c8013d0e849e4b986ab2c181f2af8
    *Now*
    | tenant_id    462c8013d0e849e4b986ab2c181f2af8
    | tenant_name  web-1
    | description  古い説明
    | region       jp1
    *Depends on it (List users)*
    | users  1
    |   ecid1000005887 · taro.yamada
    May approve: <@U0HANAKO>, local:kenji
    [Approve] [Deny] [Details]
    (Ticket 5f0c7a1e-2b4d-4c6e-8f10-0a1b2c3d4e5f)
    "
  `);
  expect(shown(card(ticketOf(), "ja").blocks)).toMatchInlineSnapshot(`
    "
    # 承認待ち: テナント削除
    jp1 のテナント web-1（462c8013d0e849e4b986ab2c181f2af8）を削除しますか？ロールを持つ全ユーザーのトークンが直ちに失効します。
    *対象* web-1
    *依頼者* local:taro（MCPクライアント: Claude Desktop 1.2.3）
    *期限* 2026-11-23 04:00 UTC
    *元に戻す方法* 元に戻せません。テナントは中のリソースごと削除され、作り直すとIDが変わります。
    *確認が必要な理由* 削除などの破壊的な操作です
    *内容*
    | テナントID  462c8013d0e849e4b986ab2c181f2af8
    *現在の状態*
    | tenant_id    462c8013d0e849e4b986ab2c181f2af8
    | tenant_name  web-1
    | description  古い説明
    | region       jp1
    *影響を受けるもの（ユーザー一覧）*
    | users  1
    |   ecid1000005887 · taro.yamada
    承認できる人: <@U0HANAKO>, local:kenji
    [承認] [却下] [詳細]
    (チケット 5f0c7a1e-2b4d-4c6e-8f10-0a1b2c3d4e5f)
    "
  `);
});

test("what a yes approves takes a dialog; where a name is typed the modal asks", () => {
  const [yes] = buttonsIn(card(changeOf({ consent: "second" })).blocks);
  expect(yes).toMatchObject({ action_id: "ticket:approve", style: "primary", confirm: {} });
  const [name] = buttonsIn(card(ticketOf()).blocks);
  expect(name).toMatchObject({ action_id: "ticket:approve", style: "danger" });
  expect(name).not.toHaveProperty("confirm");
});

test.for([
  ["approved", { decided }, ["Approved by <@U0HANAKO>", "It is about to run."]],
  ["running", { decided }, ["It is running."]],
  ["done", { decided, endedAt: now }, ["It was done, "]],
  [
    "denied",
    { decided: { ...decided, reason: "not *now*" } },
    ["Denied by <@U0HANAKO>", "not \u200b*now\u200b*"],
  ],
  [
    "denied",
    { decided: { ...decided, reason: "wrong_name" } },
    ["The name that was typed is not the target's."],
  ],
  ["cancelled", { decided: { by: taro, at: now } }, ["Cancelled by local:taro"]],
  [
    "cancelled",
    { decided: { by: { ...taro, face: "gate" }, at: now, reason: "policy_changed" } },
    ["Cancelled by sss-ops", "The policy or the account has changed"],
  ],
  ["expired", {}, ["Nobody answered by"]],
  [
    "failed",
    { decided, outcome: { kind: "failed", code: "target_moved", message: "a was <b>", next: "" } },
    ["*It was not done (", "has changed since the question was asked", "a was &lt;b&gt;"],
  ],
  [
    "unknown",
    { decided, outcome: { kind: "unknown", code: "timeout", message: "late", next: "" } },
    ["*Nobody knows whether it was done (", "It may have taken effect.", "do not simply repeat it"],
  ],
] as const)("a card that is %s has no buttons and says who, when and how it ended", ([state, more, says]) => {
  const { blocks } = card(ticketOf({ state, ...more }));
  expect(actionsIn(blocks)).toEqual([]);
  for (const words of says) expect(JSON.stringify(blocks)).toContain(words);
});

test("a card says that the time is over, even before anybody wrote that down", () => {
  const { blocks } = card(ticketOf({ expiresAt: now }));
  expect(actionsIn(blocks)).toEqual([]);
  expect(shown(blocks)).toContain("# Expired: Delete tenant");
});

test("every argument is there to its end, in order", () => {
  const description = Array.from({ length: 500 }, (_word, index) => `word${index}`).join(" ");
  const { blocks } = card(changeOf({ input: { tenant_id: "t", description } }));
  const text = shown(blocks).replace(/…\n\| …/g, "");
  expect(text).toContain(description);
  expect(actionsIn(blocks)).toContain("ticket:approve");
});

test("what cannot be shown whole cannot be approved in Slack", () => {
  const { blocks } = card(changeOf({ input: { tenant_id: "t", description: "x".repeat(10_000) } }));
  expect(actionsIn(blocks)).toEqual(["ticket:deny", "ticket:details"]);
  expect(shown(blocks)).toContain("sss-ops tickets approve 5f0c7a1e-2b4d-4c6e-8f10-0a1b2c3d4e5f");
});

test("secret arguments and unknown ones stay out of it", () => {
  const input = { user_id: "ecid1", new_password: "Sup3rSecret", made_up: "Sup3rSecret" };
  const ticket = ticketOf({ operation: "update_user", input, before: {}, impact: [] });
  for (const [language, hidden] of [
    ["en", "(hidden)"],
    ["ja", "（非表示）"],
  ] as const) {
    const text = JSON.stringify(card(ticket, language));
    expect(text).toContain(hidden);
    expect(text).not.toContain("Sup3rSecret");
  }
});

test("a value that is empty is seen to be empty", () => {
  const { blocks } = card(changeOf({ input: { tenant_id: "t", description: "" } }));
  expect(shown(blocks)).toMatch(/Description +\(empty\)/);
});

test.for(hostileTexts)("text of others does nothing in a card: %#", (text) => {
  for (const language of languages) {
    for (const state of ["open", "denied", "failed"] as const)
      expect(harmIn("message", card(full(text, state), language))).toEqual([]);
  }
});

test("any text at all does nothing in a card", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(...languages),
      (text, language) => {
        expect(harmIn("message", card(full(text, "open"), language))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test.for(catalog.filter(({ effect }) => effect !== "read").map(({ name }) => name))(
  "%s has a card that Slack takes",
  (operation) => {
    const record = catalog.find(({ name }) => name === operation);
    const input = Object.fromEntries(
      Object.keys(record?.input.shape ?? {}).map((field) => [field, "<x>".repeat(30)]),
    );
    const impact = (record?.impact ?? []).map((read) => ({
      operation: read.operation,
      answer: { rows: Array.from({ length: 200 }, () => ({ name: "<y>".repeat(40) })) },
    }));
    const ticket = ticketOf({ operation, input, impact, before: { name: "<z>".repeat(40) } });
    for (const language of languages) expect(harmIn("message", card(ticket, language))).toEqual([]);
  },
);

/** A ticket in which everything that others write is this text. */
function full(text: string, state: Ticket["state"]): Ticket {
  const rows = Array.from({ length: 50 }, () => ({ [text]: text, name: text }));
  return ticketOf({
    operation: "update_iam_role",
    input: { iam_role_id: text, description: text, resources: [{ basePath: text, [text]: text }] },
    before: { iam_role_name: text, description: text, [text]: text },
    impact: [{ operation: "list_iam_groups", answer: { iam_groups: rows, [text]: text } }],
    requester: { principal: text, face: text, client: { name: text, version: text } },
    rule: text,
    state,
    decided: { by: { principal: text, face: "slack" }, at: now, reason: text },
    outcome: { kind: "failed", code: text, message: text },
  });
}
