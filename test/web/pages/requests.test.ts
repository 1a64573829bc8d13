import { describe, expect, test } from "vitest";
import type { ApprovalRequest } from "../../../src/sandbox/model.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { policyFile, writesOn } from "../../gate/flow/flow.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn, hostileTexts } from "./hostile.ts";

/** A request that waits for the partner's answer, and one that the partner raised. */
function toDecide({ sandbox }: TestHouse): ApprovalRequest {
  return needed(open(sandbox).find(({ approverType }) => approverType === "contract"));
}

function raised({ sandbox }: TestHouse): ApprovalRequest {
  const { userId } = sandbox.accounts.partner;
  return needed(open(sandbox).find(({ requestUserId }) => requestUserId === userId));
}

function open({ world }: TestHouse["sandbox"]): readonly ApprovalRequest[] {
  return [...world.approvals.values()].filter(({ status }) => status === "registered");
}

function needed<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The seeded world lacks what this test needs.");
  return thing;
}

const send = "Send the answer";

describe("the list", () => {
  test("shows what waits, and with a filter what does not any more", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const waiting = await visitor.get("/approval-requests");
    expect(waiting.html).toContain(`/approval-requests/${toDecide(house).id}`);
    expect(wordsOf(waiting)).not.toMatch(/ Waiting .* Approved [a-z]+ /);
    Object.assign(toDecide(house), { status: "denied", statusUpdatedAt: Date.now() });
    const denied = await visitor.get("/approval-requests?status=denied");
    expect(wordsOf(denied)).toMatch(/Denied [a-z]+/);
    expect((await visitor.get("/approval-requests?status=all")).status).toBe(200);
  });

  test("says it when SSS does not answer", async () => {
    const house = await openTestHouse();
    house.sandbox.faults.add({
      method: "GET",
      path: "/approval-requests",
      kind: "status",
      status: 403,
      times: 9,
    });
    const page = await visitAs(house, "local:taro", { language: "ja" }).get("/approval-requests");
    expect(page.status).toBe(502);
    expect(wordsOf(page)).toContain("このサーバーが使うアカウントには、この操作の権限がありません。");
  });
});

describe("a request's page", () => {
  test("shows who asks for what until when, and what would be called, decoded", async () => {
    const house = await openTestHouse();
    const request = toDecide(house);
    const call = { service: "network", region: "jp1", api_path: "/v1/firewall", method: "POST" };
    Object.assign(request, { actions: [{ ...call, body: '{"rules": [{"port": 22}]}' }] });
    const words = wordsOf(await visitAs(house).get(`/approval-requests/${request.id}`));
    expect(words).toContain(request.requestUserId);
    expect(words).toMatch(/Deadline \d{4}-\d\d-\d\d \d\d:\d\d UTC \( \d+ \w+ left \)/);
    expect(words).toContain(
      "method POST api_path /v1/firewall region jp1 service network body.rules.0.port 22",
    );
  });

  test("offers what SSS lets this account do, and nothing once it is over", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const offered = async ({ id }: ApprovalRequest) =>
      [
        ...(await visitor.get(`/approval-requests/${id}`)).html.matchAll(
          /type="radio" name="status" value="(\w+)"/g,
        ),
      ].map(([, value]) => value);
    expect(await offered(toDecide(house))).toEqual(["approved", "denied"]);
    expect(await offered(raised(house))).toEqual(["cancelled"]);
    const over = toDecide(house);
    over.status = "approved";
    expect(await offered(over)).toEqual([]);
  });

  test.for(["req0", "..%2f..%2fusers", "%3Fstatus=approved"])("%s is not found", async (id) => {
    const house = await openTestHouse();
    const page = await visitAs(house).get(`/approval-requests/${id}`);
    expect(page.status).toBe(404);
    expect(writesOn(house)).toEqual([]);
  });
});

describe("an answer", () => {
  test.for(["approved", "denied"] as const)("%s goes to SSS through the gate, on record", async (status) => {
    const house = await openTestHouse();
    const request = toDecide(house);
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${request.id}`);
    const after = await visitor.press(page, send, { status, yes: "yes" });
    expect(after.path).toMatch(/^\/tickets\/\w+$/);
    expect(wordsOf(after)).toContain("Confirmed by local:taro (console)");
    expect(request.status).toBe(status);
    expect(writesOn(house)).toEqual([`PUT /api/v1.0/approval-requests/${request.id}`]);
    expect((await house.gate.list())[0]).toMatchObject({
      operation: "update_approval_request",
      state: "done",
      requester: { principal: "local:taro", face: "page" },
    });
  });

  test("takes one's own request back", async () => {
    const house = await openTestHouse();
    const request = raised(house);
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${request.id}`);
    await visitor.press(page, send, { status: "cancelled", yes: "yes" });
    expect(request.status).toBe("cancelled");
  });

  test.for([
    { status: "approved", yes: "" },
    { status: "", yes: "yes" },
    { status: "registered", yes: "yes" },
    { status: "constructor", yes: "yes" },
  ])("that is not complete (%j) does nothing", async (fields) => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${toDecide(house).id}`);
    const told = await visitor.press(page, send, fields);
    expect(told.status).toBe(422);
    expect(wordsOf(told)).toContain("Nothing was done: choose an answer and tick the box.");
    expect(writesOn(house)).toEqual([]);
    expect(await house.gate.list()).toEqual([]);
  });

  test("counts for what the page showed, and for nothing else", async () => {
    const house = await openTestHouse();
    const request = toDecide(house);
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${request.id}`);
    Object.assign(request, { service: "something-else" });
    const told = await visitor.press(page, send, { status: "approved", yes: "yes" });
    expect(told.status).toBe(409);
    expect(wordsOf(told)).toContain("the request is not any more as the page showed it");
    expect(wordsOf(told)).toContain("something-else");
    expect(writesOn(house)).toEqual([]);
    expect((await house.gate.list())[0]).toMatchObject({ state: "cancelled" });
    const again = await visitor.press(told, send, { status: "approved", yes: "yes" });
    expect(wordsOf(again)).toContain("It was done");
  });

  test("without word of what was shown does nothing", async () => {
    const house = await openTestHouse();
    const { id } = toDecide(house);
    const told = await visitAs(house).post(`/approval-requests/${id}`, { status: "approved", yes: "yes" });
    expect(told.status).toBe(409);
    expect(writesOn(house)).toEqual([]);
  });

  test("to a request that was decided elsewhere meanwhile does nothing", async () => {
    const house = await openTestHouse();
    const request = toDecide(house);
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${request.id}`);
    request.status = "denied";
    const told = await visitor.press(page, send, { status: "approved", yes: "yes" });
    expect(told.status).toBe(409);
    expect(wordsOf(told)).toContain("It is not waiting any more");
    expect(writesOn(house)).toEqual([]);
  });

  test("sent by five tabs at once is sent to SSS once", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${toDecide(house).id}`);
    const told = await Promise.all(
      Array.from({ length: 5 }, () => visitor.press(page, send, { status: "approved", yes: "yes" })),
    );
    expect(writesOn(house)).toHaveLength(1);
    for (const { status } of told) expect([200, 409]).toContain(status);
  });

  test("that takes a second person waits as a ticket", async () => {
    const policy = `people: [{ principal: "local:boss", mayApprove: true }]
rules: [{ name: two, operations: [update_approval_request], consent: second }]`;
    const house = await openTestHouse({
      environment: { SSS_OPS_POLICY: await policyFile(policy), SSS_OPS_DOORS: "terminal" },
    });
    const request = toDecide(house);
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${request.id}`);
    const after = await visitor.press(page, send, { status: "approved", yes: "yes" });
    expect(wordsOf(after)).toContain("It waits for a second person");
    expect(request.status).toBe("registered");
    const boss = visitAs(house, "local:boss");
    await boss.press(await boss.get(after.path), "Approve and run it", { yes: "yes" });
    expect(request.status).toBe("approved");
  });

  test("that the policy refuses says why", async () => {
    const house = await openTestHouse({ environment: { SSS_OPS_READ_ONLY: "true" } });
    const visitor = visitAs(house);
    const page = await visitor.get(`/approval-requests/${toDecide(house).id}`);
    const told = await visitor.press(page, send, { status: "approved", yes: "yes" });
    expect(told.status).toBe(403);
    expect(wordsOf(told)).toContain("This server only reads");
    expect(writesOn(house)).toEqual([]);
  });
});

test.for(hostileTexts)("%s stays words in a request", async ([, text]) => {
  const house = await openTestHouse();
  const request = toDecide(house);
  Object.assign(request, {
    service: text,
    descriptions: [{ lang: "en", text }],
    actions: [
      { service: text, region: text, api_path: text, method: text, body: JSON.stringify({ [text]: text }) },
    ],
  });
  const visitor = visitAs(house);
  for (const path of ["/approval-requests", `/approval-requests/${request.id}`]) {
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(harmIn(page.html)).toEqual([]);
  }
});

test("the list is only read", async () => {
  expect(await visitAs(await openTestHouse()).post("/approval-requests", {})).toMatchObject({ status: 405 });
});
