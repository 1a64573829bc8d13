import { expect, test } from "vitest";
import type { Ticket } from "../../../src/gate/ticket.ts";
import { saying } from "../../../src/slack/views/blocks.ts";
import {
  denyModal,
  detailsModal,
  nameModal,
  openingMessage,
  yesMessage,
} from "../../../src/slack/tickets/consent-views.ts";
import { busyModal, messageModal } from "../../../src/slack/views/modals.ts";
import { catalog } from "../../../tools/index.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, buttonsIn, shown } from "../shown.ts";
import { changeOf, ticketOf } from "../tickets.ts";

const languages = ["en", "ja"] as const;

test("a requester sees all that they say yes to, and is asked once more", () => {
  expect(shown(yesMessage(changeOf(), "en").blocks)).toMatchInlineSnapshot(`
    "
    *Please confirm: Update tenant*
    Change the description of tenant web-1 (462c8013d0e849e4b986ab2c181f2af8)?
    *Arguments*
    | Tenant ID    462c8013d0e849e4b986ab2c181f2af8
    | Description  新しい説明
    *Now*
    | tenant_id    462c8013d0e849e4b986ab2c181f2af8
    | tenant_name  web-1
    | description  古い説明
    | region       jp1
    (Can be undone with “Update tenant” · Expires: 2026-11-23 04:00 UTC)
    [Run → Change the description of tenant web-1 (462c8013d0e849e4b986ab2c181f2af8)?] [Cancel request]
    "
  `);
  expect(shown(yesMessage(changeOf(), "ja").blocks)).toMatchInlineSnapshot(`
    "
    *ご確認ください: テナント更新*
    テナント web-1（462c8013d0e849e4b986ab2c181f2af8）の説明を変更しますか？
    *内容*
    | テナントID  462c8013d0e849e4b986ab2c181f2af8
    | 説明        新しい説明
    *現在の状態*
    | tenant_id    462c8013d0e849e4b986ab2c181f2af8
    | tenant_name  web-1
    | description  古い説明
    | region       jp1
    (「テナント更新」で元に戻せます · 期限: 2026-11-23 04:00 UTC)
    [実行 → テナント web-1（462c8013d0e849e4b986ab2c181f2af8）の説明を変更しますか？] [依頼を取り消す]
    "
  `);
  const [yes, cancel] = buttonsIn(yesMessage(changeOf(), "en").blocks);
  expect(yes).toMatchObject({ action_id: "ticket:yes", value: changeOf().id, confirm: {} });
  expect(cancel).toMatchObject({ action_id: "ticket:cancel" });
});

test("there is no yes to what cannot be shown whole", () => {
  const ticket = changeOf({ input: { tenant_id: "t", description: "x".repeat(10_000) } });
  expect(actionsIn(yesMessage(ticket, "en").blocks)).toEqual(["ticket:cancel"]);
});

test("a name is typed under the whole question", () => {
  const modal = nameModal(ticketOf(), "en", "second");
  expect(modal).toMatchObject({
    callback_id: "approve",
    private_metadata: ticketOf().id,
    submit: { text: "Approve and run" },
  });
  expect(modal).not.toHaveProperty("notify_on_close");
  expect(shown(modal.blocks)).toMatchInlineSnapshot(`
    "
    Delete tenant web-1 (462c8013d0e849e4b986ab2c181f2af8) in jp1? The tokens of every user with a role on it expire at once.
    *Cannot be undone. The tenant with all that is in it is gone, and a new one gets another ID.*
    Requested by: local:taro (MCP client: Claude Desktop 1.2.3)
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
    *The name to type*
    | web-1
    Type web-1 to confirm: ____
    "
  `);
  expect(shown(nameModal(ticketOf(), "ja", "self").blocks)).toMatchInlineSnapshot(`
    "
    jp1 のテナント web-1（462c8013d0e849e4b986ab2c181f2af8）を削除しますか？ロールを持つ全ユーザーのトークンが直ちに失効します。
    *元に戻せません。テナントは中のリソースごと削除され、作り直すとIDが変わります。*
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
    *入力する名前*
    | web-1
    確認のため web-1 と入力してください: ____
    "
  `);
});

test("the requester's own modal tells when it is closed", () => {
  const modal = nameModal(ticketOf(), "en", "self");
  expect(modal).toMatchObject({ callback_id: "confirm", notify_on_close: true, submit: { text: "Run" } });
});

test("a modal says why it asks again", () => {
  const [note] = nameModal(ticketOf(), "en", "self", "The name does not match.").blocks;
  expect(shown([note])).toBe("\n*The name does not match.*\n");
});

test("a long name stands in full above the input, and not in its label", () => {
  const question = { message: "", wanted: "name", name: "n".repeat(300) } as const;
  const text = shown(nameModal(ticketOf({ question }), "en", "self").blocks);
  expect(text).toContain(`| ${"n".repeat(300)}\n`);
  expect(text).toContain("Type the name shown above to confirm: ____");
});

test.for([
  ["arguments", { input: { tenant_id: "x".repeat(50_000) } }],
  ["a name", { question: { message: "", wanted: "name", name: "n".repeat(4_000) } }],
] as const)("without room for %s there is nothing to type into", ([, changes]) => {
  const modal = nameModal(ticketOf(changes), "en", "second");
  expect(modal).not.toHaveProperty("submit");
  expect(shown(modal.blocks)).not.toContain("____");
  expect(harmIn("modal", modal)).toEqual([]);
});

test("long arguments stand in a modal in full", () => {
  const description = "y".repeat(30_000);
  const { blocks } = nameModal(
    ticketOf({ input: { tenant_id: "t" }, operation: "delete_tenant" }),
    "en",
    "self",
  );
  expect(shown(blocks)).not.toContain("not all of it");
  const text = shown(detailsModal(changeOf({ input: { tenant_id: "t", description } }), "en").blocks);
  expect(text.replace(/…\n\| …/g, "")).toContain(description);
});

test("a denial asks for a reason that may be left out", () => {
  const modal = denyModal(ticketOf(), "en");
  expect(modal).toMatchObject({ callback_id: "deny", private_metadata: ticketOf().id, submit: {} });
  expect(modal.blocks.at(-1)).toMatchObject({
    block_id: "reason",
    optional: true,
    element: { action_id: "value" },
  });
});

test("the details show a ticket whole", () => {
  expect(shown(detailsModal(ticketOf(), "en").blocks)).toMatchInlineSnapshot(`
    "
    Delete tenant web-1 (462c8013d0e849e4b986ab2c181f2af8) in jp1? The tokens of every user with a role on it expire at once.
    *State* Waiting for approval
    *Requested by* local:taro (MCP client: Claude Desktop 1.2.3)
    *Requested* 2026-11-22 03:59 UTC
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
    (delete_tenant · Ticket 5f0c7a1e-2b4d-4c6e-8f10-0a1b2c3d4e5f)
    "
  `);
});

test("modals that only tell something are taken by Slack", () => {
  for (const language of languages) {
    expect(harmIn("modal", busyModal(language))).toEqual([]);
    expect(harmIn("modal", messageModal(saying("Done."), language))).toEqual([]);
  }
});

test("a question has nothing formatted in it, wherever it stands", () => {
  const ticket = ticketOf({ before: { tenant_name: "*bold* <!channel>" } });
  expect(openingMessage(ticket, "en").text).toContain("\u200b*bold\u200b* &lt;!channel&gt;");
});

test.for(hostileTexts)("text of others does nothing where consent is given: %#", (text) => {
  const changes: Partial<Ticket> = {
    input: { tenant_id: text, description: text },
    before: { tenant_name: text, [text]: text },
    impact: Array.from({ length: 5 }, () => ({
      operation: "list_users",
      answer: { users: [{ [text]: text }, text] },
    })),
    requester: { principal: text, face: "mcp", client: { name: text, version: text } },
  };
  for (const language of languages) {
    expect(harmIn("message", yesMessage(changeOf(changes), language))).toEqual([]);
    for (const toModal of modals) expect(harmIn("modal", toModal(ticketOf(changes), language))).toEqual([]);
  }
});

test.for(catalog.filter(({ risk }) => risk === "destroy"))(
  "$name has modals that Slack takes",
  ({ name, input, impact }) => {
    const ticket = ticketOf({
      operation: name,
      input: Object.fromEntries(Object.keys(input.shape).map((field) => [field, "値".repeat(255)])),
      impact: impact.map(({ operation }) => ({
        operation,
        answer: { rows: Array.from({ length: 500 }, () => ({ name: "値".repeat(64) })) },
      })),
    });
    for (const language of languages)
      for (const toModal of modals) expect(harmIn("modal", toModal(ticket, language))).toEqual([]);
  },
);

const modals = [
  denyModal,
  detailsModal,
  (ticket: Ticket, language: "en" | "ja") => nameModal(ticket, language, "self", "Again."),
  (ticket: Ticket, language: "en" | "ja") => nameModal(ticket, language, "second"),
];
