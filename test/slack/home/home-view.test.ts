import { expect, test } from "vitest";
import { type HomeOptions, homeView } from "../../../src/slack/home/home-view.ts";
import type { ApprovalRequest } from "../../../src/gate/approval-request.ts";
import { catalog, operationNamed } from "../../../tools/index.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, shown } from "../shown.ts";
import { changeOf, hanako, now, ticketOf } from "../tickets.ts";

const quick = catalog.filter(({ name }) => name === "list_users");
const empty: HomeOptions = {
  language: "en",
  now,
  isApprover: false,
  waitingForMe: [],
  requests: [],
  mine: [],
  recent: [],
  quick: [],
};
const busy: HomeOptions = {
  ...empty,
  isApprover: true,
  waitingForMe: [ticketOf()],
  mine: [changeOf()],
  recent: [ticketOf({ state: "denied", decided: { by: hanako, at: now } })],
  quick,
};

test("the home tab shows what waits, what one asked for, what happened and what to do", () => {
  expect(shown(homeView(busy).blocks)).toMatchInlineSnapshot(`
    "
    [Refresh]
    (As of 2026-11-22 04:00 UTC)
    # Waiting for you (1)
    *Delete tenant*
    Delete tenant web-1 (462c8013d0e849e4b986ab2c181f2af8) in jp1? The tokens of every user with a role on it expire at once.
    Expires: 2026-11-23 04:00 UTC
    Requested by: local:taro (MCP client: Claude Desktop 1.2.3)
    *Arguments*
    | Tenant ID  462c8013d0e849e4b986ab2c181f2af8
    [Approve] [Deny] [Details]
    # Your requests (1)
    *Update tenant*
    Change the description of tenant web-1 (462c8013d0e849e4b986ab2c181f2af8)?
    Expires: 2026-11-23 04:00 UTC
    [Cancel request]
    # Recent activity (1)
    (2026-11-22 04:00 UTC · *Denied*: Delete tenant · web-1 · local:taro)
    # Quick actions
    *List users*
    List the users of a contract with IDs, login IDs and e-mail addresses. [Start]
    "
  `);
  expect(shown(homeView({ ...busy, language: "ja" }).blocks)).toMatchInlineSnapshot(`
    "
    [更新]
    (更新日時: 2026-11-22 04:00 UTC)
    # あなたの承認待ち (1)
    *テナント削除*
    jp1 のテナント web-1（462c8013d0e849e4b986ab2c181f2af8）を削除しますか？ロールを持つ全ユーザーのトークンが直ちに失効します。
    期限: 2026-11-23 04:00 UTC
    依頼者: local:taro（MCPクライアント: Claude Desktop 1.2.3）
    *内容*
    | テナントID  462c8013d0e849e4b986ab2c181f2af8
    [承認] [却下] [詳細]
    # あなたの依頼 (1)
    *テナント更新*
    テナント web-1（462c8013d0e849e4b986ab2c181f2af8）の説明を変更しますか？
    期限: 2026-11-23 04:00 UTC
    [依頼を取り消す]
    # 最近の操作 (1)
    (2026-11-22 04:00 UTC · *却下*: テナント削除 · web-1 · local:taro)
    # クイック操作
    *ユーザー一覧*
    契約のユーザーを、ID・ログインID・メールアドレスとともに一覧します。 [開始]
    "
  `);
});

test("an empty home tab says so, and shows nothing to approve to who may not", () => {
  const text = shown(homeView(empty).blocks);
  expect(text).toContain("# Your requests (0)\n(Nothing at the moment.)");
  expect(text).not.toContain("Waiting for you");
  expect(shown(homeView({ ...empty, isApprover: true }).blocks)).toContain("# Waiting for you (0)");
});

test("a yes is offered only where all of what it says yes to is shown", () => {
  const short = changeOf({ consent: "second" });
  const long = changeOf({ consent: "second", input: { tenant_id: "t", description: "x".repeat(2_000) } });
  expect(actionsIn(homeView({ ...empty, waitingForMe: [short] }).blocks)).toContain("ticket:approve");
  expect(actionsIn(homeView({ ...empty, waitingForMe: [long] }).blocks)).not.toContain("ticket:approve");
});

test("of very much the first ones are shown, and how many more there are", () => {
  const many = (ticket = ticketOf()) => Array.from({ length: 123 }, () => ticket);
  const home = homeView({
    ...busy,
    waitingForMe: many(),
    mine: many(ticketOf({ consent: "self" })),
    requests: Array.from({ length: 123 }, () => request),
    recent: many(ticketOf({ state: "done" })),
    quick: catalog,
  });
  expect(shown(home.blocks)).toContain("(and 113 more)");
  expect(harmIn("home", home)).toEqual([]);
});

const request: ApprovalRequest = {
  request_id: "req1",
  status: "registered",
  service: "Provider Connectivity",
  approver: true,
  approval_deadline: "2026-11-25 04:00:00",
  descriptions: [{ lang: "ja", text: "テナント接続の許可" }],
};

test("approval requests of SSS are shown with what they are about, the first of them, and never answered there", () => {
  const home = homeView({ ...empty, requests: Array.from({ length: 5 }, () => request) });
  const text = shown(home.blocks);
  expect(text.split("# ")[1]).toMatchInlineSnapshot(`
    "SSS approval requests (5)
    *Provider Connectivity* テナント接続の許可
    Deadline: 2026-11-25 04:00 UTC (in 3 days) [Details]
    *Provider Connectivity* テナント接続の許可
    Deadline: 2026-11-25 04:00 UTC (in 3 days) [Details]
    *Provider Connectivity* テナント接続の許可
    Deadline: 2026-11-25 04:00 UTC (in 3 days) [Details]
    (Answer on the card, or with \`/sss approval approve\`. All of them: \`/sss approval list status=registered\`)
    "
  `);
  expect(new Set(actionsIn(home.blocks))).toEqual(new Set(["home:refresh", "request:details"]));
});

test("a quick action carries the operation it starts", () => {
  const { blocks } = homeView({ ...empty, quick });
  expect(blocks.at(-1)).toMatchObject({ accessory: { action_id: "home:run", value: "list_users" } });
});

test.for(hostileTexts)("text of others does nothing on the home tab: %#", (text) => {
  const ticket = ticketOf({
    input: { tenant_id: text },
    before: { tenant_name: text },
    question: { message: text, wanted: "yes", name: text },
    requester: { principal: text, face: "mcp", client: { name: text, version: text } },
  });
  const list = Array.from({ length: 12 }, () => ticket);
  for (const language of ["en", "ja"] as const) {
    const hostile = { ...request, request_id: text, service: text, descriptions: [{ lang: "en", text }] };
    const requests = Array.from({ length: 4 }, () => hostile);
    const options = { ...busy, language, waitingForMe: list, requests, mine: list, recent: list };
    expect(harmIn("home", homeView(options))).toEqual([]);
  }
});

test("every operation can be a quick action", () => {
  for (const { name } of catalog) {
    const one = [operationNamed(name)].filter((operation) => operation !== undefined);
    expect(harmIn("home", homeView({ ...empty, quick: one }))).toEqual([]);
  }
});
