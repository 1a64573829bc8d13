import { expect, test } from "vitest";
import { saying } from "../../../src/slack/views/blocks.ts";
import { ownMessage } from "../../../src/slack/tickets/own-message.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, shown } from "../shown.ts";
import { changeOf, hanako, now, ticketOf } from "../tickets.ts";

const approvers = ["slack:T0SANDBOX1/U0KENJI", "local:boss"];
const options = { language: "en", approvers, now } as const;

test("the requester reads whom it waits for, and can take it back", () => {
  const ticket = ticketOf({ requester: hanako });
  expect(shown(ownMessage(ticket, options).blocks)).toMatchInlineSnapshot(`
    "
    *Your request: Delete tenant – Waiting for approval*
    Delete tenant web-1 (462c8013d0e849e4b986ab2c181f2af8) in jp1? The tokens of every user with a role on it expire at once.
    Waits for <@U0KENJI>, local:boss, until 2026-11-23 04:00 UTC.
    [Cancel request]
    "
  `);
  expect(shown(ownMessage(ticket, { ...options, language: "ja" }).blocks)).toMatchInlineSnapshot(`
    "
    *あなたの依頼: テナント削除 – 承認待ち*
    jp1 のテナント web-1（462c8013d0e849e4b986ab2c181f2af8）を削除しますか？ロールを持つ全ユーザーのトークンが直ちに失効します。
    <@U0KENJI>, local:boss の承認を待っています（期限: 2026-11-23 04:00 UTC）。
    [依頼を取り消す]
    "
  `);
});

test("what waits for the requester's own name can be answered from there", () => {
  const { blocks } = ownMessage(ticketOf({ consent: "self" }), options);
  expect(actionsIn(blocks)).toEqual(["ticket:confirm", "ticket:cancel"]);
});

test("a denial comes with its reason", () => {
  const decided = { by: { principal: "local:boss", face: "terminal" }, at: now, reason: "Not on a Friday." };
  const { blocks } = ownMessage(ticketOf({ state: "denied", decided }), options);
  expect(actionsIn(blocks)).toEqual([]);
  expect(shown(blocks)).toContain(
    "Denied by local:boss, 2026-11-22 04:00 UTC. Nothing was done.\nReason: Not on a Friday.",
  );
});

test("what was done comes with its answer", () => {
  const ticket = changeOf({ state: "done", decided: { by: hanako, at: now }, endedAt: now });
  const { blocks } = ownMessage(ticket, { ...options, result: saying("One row.") });
  expect(shown(blocks)).toContain("Confirmed by <@U0HANAKO>");
  expect(shown(blocks)).toContain("One row.");
});

test("an answer of very many blocks still fits", () => {
  const result = { text: "", blocks: Array.from({ length: 60 }, () => saying("row").blocks).flat() };
  expect(harmIn("message", ownMessage(ticketOf({ state: "done" }), { ...options, result }))).toEqual([]);
});

test.for(hostileTexts)("text of others does nothing in the requester's message: %#", (text) => {
  const said = { by: { principal: text, face: "slack" }, at: now, reason: text };
  const changes = { input: { tenant_id: text }, before: { tenant_name: text }, decided: said };
  for (const state of ["open", "denied", "cancelled"] as const) {
    const message = ownMessage(ticketOf({ ...changes, state }), { ...options, approvers: [text, text] });
    expect(harmIn("message", message)).toEqual([]);
  }
});
