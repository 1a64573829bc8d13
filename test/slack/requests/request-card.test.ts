import fc from "fast-check";
import { expect, test } from "vitest";
import { messageModal } from "../../../src/slack/views/modals.ts";
import { requestCard, requestDetails } from "../../../src/slack/requests/request-card.ts";
import { deadlineOf, digestOfRequest, whatIsAsked } from "../../../src/gate/approval-request.ts";
import { harmIn, hostileTexts } from "../hostile.ts";
import { actionsIn, buttonsIn, shown } from "../shown.ts";
import { now } from "../tickets.ts";

const languages = ["en", "ja"] as const;
const request = {
  request_id: "req0000001234",
  external_request_id: "test001",
  approver_type: "tenant_owner",
  approver_id: "462c8013d0e849e4b986ab2c181f2af8",
  request_user_id: "ecid1000005887",
  service: "network",
  actions: [
    {
      service: "network",
      region: "jp1",
      api_path: "/network/v1/firewall",
      method: "POST",
      body: '{\n\t"firewall": {\n\t\t"name": "firewall-1",\n\t\t"tags": []\n\t}\n}',
    },
  ],
  descriptions: [
    { lang: "en", text: "A firewall is to be created in your tenant." },
    { lang: "ja", text: "テナントへのファイアウォール作成の申請です。" },
  ],
  request_user: false,
  approver: true,
  approval_deadline: "2026-11-25 04:00:00",
  approval_expire: null,
  registered_time: "2026-11-21 04:00:00",
  updated_time: null,
  status: "registered",
};
const card = (changes: Record<string, unknown> = {}, language: "en" | "ja" = "en") =>
  requestCard({ ...request, ...changes }, { language, now });

test("a request shows who asks for what until when, in the reader's language", () => {
  expect(shown(card().blocks)).toMatchInlineSnapshot(`
    "
    # SSS approval request (network): waiting
    A firewall is to be created in your tenant.
    *Requested by* ecid1000005887
    *To be approved by* tenant_owner 462c8013d0e849e4b986ab2c181f2af8
    *Requested* 2026-11-21 04:00 UTC
    *Deadline* 2026-11-25 04:00 UTC (in 3 days)
    *What will be called once it is approved*
    | method              POST
    | api_path            /network/v1/firewall
    | region              jp1
    | service             network
    | body.firewall.name  firewall-1
    | body.firewall.tags  (none)
    [Approve → The answer goes to SSS and cannot be taken back.] [Deny → The answer goes to SSS and cannot be taken back.] [Details]
    (Request req0000001234)
    "
  `);
  expect(shown(card({}, "ja").blocks)).toMatchInlineSnapshot(`
    "
    # SSSの許可リクエスト（network）: 回答待ち
    テナントへのファイアウォール作成の申請です。
    *申請者* ecid1000005887
    *承認者* tenant_owner 462c8013d0e849e4b986ab2c181f2af8
    *申請日時* 2026-11-21 04:00 UTC
    *回答期限* 2026-11-25 04:00 UTC（あと3日）
    *承認されると実行される内容*
    | method              POST
    | api_path            /network/v1/firewall
    | region              jp1
    | service             network
    | body.firewall.name  firewall-1
    | body.firewall.tags  （なし）
    [承認 → 回答はSSSに送られ、あとから変更できません。] [却下 → 回答はSSSに送られ、あとから変更できません。] [詳細]
    (許可リクエスト req0000001234)
    "
  `);
});

test("a body reads the same as an object and as JSON in a text", () => {
  const [action] = request.actions;
  const body: unknown = JSON.parse(action?.body ?? "");
  const decoded = { ...request, actions: [{ ...action, body }] };
  expect(card(decoded)).toEqual(card());
  expect(digestOfRequest(decoded)).toBe(digestOfRequest(request));
});

test("a body that is no JSON is shown as it is", () => {
  expect(shown(card({ actions: [{ method: "POST", body: "name=web" }] }).blocks)).toMatch(/body +name=web/);
});

test("secrets in a body stay out of it", () => {
  const actions = [{ method: "POST", body: '{"user":{"password":"Sup3rSecret"}}' }];
  const text = JSON.stringify([card({ actions }), whatIsAsked({ ...request, actions })]);
  expect(text).toContain("(hidden)");
  expect(text).not.toContain("Sup3rSecret");
});

test("a field that is none of its own cannot pass for the method", () => {
  const text = shown(
    card({ actions: [{ method: "DELETE", "method ": "GET", body: { method: "GET" } }] }).blocks,
  );
  expect(text).toMatch(/\| method +DELETE\n/);
  expect(text).toMatch(/\| other\.method +GET\n/);
  expect(text).toMatch(/\| body\.method +GET\n/);
});

test.for([
  ["an approver decides it", { approver: true }, ["request:approve", "request:deny", "request:details"]],
  [
    "its requester takes it back",
    { approver: false, request_user: true },
    ["request:cancel", "request:details"],
  ],
  ["others look at it", { approver: false }, ["request:details"]],
  ["once it is decided nobody does", { status: "approved" }, []],
  ["without an id nobody can", { request_id: "" }, []],
  ["with an id that no button takes nobody can", { request_id: "r".repeat(256) }, []],
] as const)("of the buttons: %s", ([, changes, actions]) => {
  expect(actionsIn(card(changes).blocks)).toEqual(actions);
});

test("an answer is final, and so takes a dialog", () => {
  const [approve, deny] = buttonsIn(card().blocks);
  expect(approve).toMatchObject({
    value: expect.stringMatching(/^[0-9a-f]{32}\.req0000001234$/),
    confirm: { text: {} },
  });
  expect(deny).toMatchObject({
    confirm: { text: { text: "The answer goes to SSS and cannot be taken back." } },
  });
});

test.for([
  ["many actions", { actions: Array.from({ length: 200 }, () => request.actions[0]) }],
  ["a long body", { actions: [{ body: "x".repeat(10_000) }] }],
  ["a long description", { descriptions: [{ lang: "en", text: "x".repeat(3_000) }] }],
] as const)("%s that cannot be shown whole cannot be approved here", ([, changes]) => {
  const { blocks } = card(changes);
  expect(actionsIn(blocks)).toEqual(["request:deny", "request:details"]);
  expect(shown(blocks)).toContain("not all of it");
});

test.for([
  ["2026-11-25 04:00:00", "in 3 days", false],
  ["2026-11-23 16:00:00", "in 36 hours", false],
  ["2026-11-23 03:59:00", "in 23 hours", "Less than 24 hours are left to answer."],
  ["2026-11-22 04:30:00", "in 30 min", "Less than 24 hours are left to answer."],
  ["2026-11-22 03:59:59", "", "The deadline has passed."],
] as const)("a deadline at %s is %s", ([approval_deadline, left, warning]) => {
  const text = shown(card({ approval_deadline }).blocks);
  expect(text).toContain(left === "" ? "UTC\n" : `UTC (${left})`);
  expect(/\*(Less than .*|The deadline .*)\*/.exec(text)?.[1] ?? false).toBe(warning);
});

test.for([
  ["2026-11-25 04:00:00", Date.UTC(2026, 10, 25, 4)],
  ["2026-11-25T04:00:00Z", Date.UTC(2026, 10, 25, 4)],
  ["2026-11-25 04:00:00+09:00", Date.UTC(2026, 10, 24, 19)],
  ["2026-13-45 99:00:00", undefined],
  ["soon", undefined],
  [20_261_125, undefined],
  [null, undefined],
  [undefined, undefined],
] as const)("the deadline %s is read as %s", ([approval_deadline, at]) => {
  expect(deadlineOf({ approval_deadline })).toBe(at);
});

test("a deadline that cannot be read is shown as it is", () => {
  expect(shown(card({ approval_deadline: "*soon*" }).blocks)).toContain("*Deadline* *soon*");
});

test("how a request stands does not change what it asks for; anything else does", () => {
  const digest = digestOfRequest(request);
  expect(digestOfRequest({ ...request, status: "approved", updated_time: "2026-11-22 00:00:00" })).toBe(
    digest,
  );
  for (const field of ["service", "request_user_id", "approver_id", "registered_time", "approval_deadline"]) {
    expect(digestOfRequest({ ...request, [field]: "another" })).not.toBe(digest);
  }
  expect(digestOfRequest({ ...request, descriptions: [] })).not.toBe(digest);
  expect(digestOfRequest({ ...request, actions: [{ ...request.actions[0], method: "DELETE" }] })).not.toBe(
    digest,
  );
});

test("the details have every field", () => {
  expect(shown(requestDetails(request, { language: "en", now }).blocks)).toMatchInlineSnapshot(`
    "
    A firewall is to be created in your tenant.
    *What will be called once it is approved*
    | method              POST
    | api_path            /network/v1/firewall
    | region              jp1
    | service             network
    | body.firewall.name  firewall-1
    | body.firewall.tags  (none)
    *All fields*
    | request_id           req0000001234
    | external_request_id  test001
    | approver_type        tenant_owner
    | approver_id          462c8013d0e849e4b986ab2c181f2af8
    | request_user_id      ecid1000005887
    | service              network
    | descriptions.0.lang  en
    | descriptions.0.text  A firewall is to be created in your tenant.
    | descriptions.1.lang  ja
    | descriptions.1.text  テナントへのファイアウォール作成の申請です。
    | request_user         false
    | approver             true
    | approval_deadline    2026-11-25 04:00:00
    | approval_expire      null
    | registered_time      2026-11-21 04:00:00
    | updated_time         null
    | status               registered
    "
  `);
});

test.for(hostileTexts)("text of others does nothing in a request: %#", (text) => {
  const hostile = {
    ...Object.fromEntries(Object.keys(request).map((field) => [field, text])),
    status: "registered",
    approver: true,
    actions: [{ method: text, api_path: text, body: text, [text]: text }, text, { body: { [text]: [text] } }],
    descriptions: [{ lang: text, text }],
    [text]: text,
  };
  for (const language of languages) {
    expect(harmIn("message", requestCard(hostile, { language, now }))).toEqual([]);
    expect(harmIn("modal", messageModal(requestDetails(hostile, { language, now }), language))).toEqual([]);
  }
});

test("whatever comes as a request is shown or not, but never fails", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(request)), fc.jsonValue()), (some) => {
      expect(harmIn("message", requestCard({ ...request, ...some }, { language: "en", now }))).toEqual([]);
      expect(harmIn("message", requestCard(some, { language: "ja", now }))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("a body too deep to walk through is shown as the text it is", () => {
  const body = "[".repeat(100_000) + "]".repeat(100_000);
  expect(harmIn("message", card({ actions: [{ method: "POST", body }] }))).toEqual([]);
});
