import { expect, test } from "vitest";
import { openSss } from "./sss.ts";
import type { Sss } from "./sss.ts";

const dayMs = 86_400_000;

test("requests of every status and of several services are there, in both languages", async () => {
  const { sandbox } = await openSss();
  const requests = [...sandbox.world.approvals.values()];
  expect(requests).toHaveLength(12);
  expect(new Set(requests.map(({ status }) => status))).toEqual(
    new Set(["registered", "approved", "denied", "cancelled", "expired", "approval_expired"]),
  );
  expect(new Set(requests.map(({ service }) => service)).size).toBe(4);
  for (const { descriptions } of requests) {
    expect(descriptions.map(({ lang }) => lang)).toEqual(["en", "ja"]);
  }
});

test("the body of an action is an object from one service, and JSON in a text from another", async () => {
  const sss = await openSss();
  const requests = await listOf(sss);
  const bodyOf = (wanted: string) => requests.find(({ service }) => service === wanted)?.actions[0]?.body;
  expect(bodyOf("provider-connectivity")).toEqual(expect.any(Object));
  expect(JSON.parse(String(bodyOf("network")))).toHaveProperty("firewall");
});

test("requests are listed by status, service and time of change", async () => {
  const sss = await openSss();
  const open = await listOf(sss, "?status=registered");
  expect(open.length).toBeGreaterThan(2);
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set(["registered"]));
  expect(new Set((await listOf(sss, "?service=fic")).map(({ service }) => service))).toEqual(
    new Set(["fic"]),
  );
  const changed = await listOf(
    sss,
    "?status_update_time_from=20260412000000&status_update_time_to=20260415000000",
  );
  expect(changed.map(({ status }) => status)).toEqual(["approved"]);
  const { call, sandbox } = sss;
  expect((await call(sandbox.accounts.endUser, "GET /approval-requests?status=open")).status).toBe(400);
  const noTime = "GET /approval-requests?status_update_time_from=20261332000000";
  expect((await call(sandbox.accounts.endUser, noTime)).status).toBe(400);
});

test("the approver approves or denies a registered request, once", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const [first, second] = await listOf(sss, "?status=registered");
  const decide = (id = "", status = "approved") =>
    call(sandbox.accounts.endUser, `PUT /approval-requests/${id}`, { status });
  expect(first).toMatchObject({ approver: true, request_user: false });
  expect((await decide(first?.request_id)).status).toBe(204);
  const again = await decide(first?.request_id, "denied");
  expect(again.status).toBe(409);
  expect(again.body.message).toContain("approved");
  expect((await decide(second?.request_id, "denied")).status).toBe(204);
  const { body } = await call(sandbox.accounts.endUser, `GET /approval-requests/${first?.request_id}`);
  expect(body).toMatchObject({ status: "approved", updated_time: "2026-04-15 06:07:08" });
});

test("the requester cancels and the approver does not; the requester does not approve", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { endUser, partner } = sandbox.accounts;
  const request = (await listOf(sss, "?service=network&status=registered"))[0];
  const path = `PUT /approval-requests/${request?.request_id}`;
  expect((await call(endUser, path, { status: "cancelled" })).status).toBe(403);
  expect((await call(partner, path, { status: "approved" })).status).toBe(403);
  expect((await call(partner, path, { status: "cancelled" })).status).toBe(204);
});

test.for([
  ["user", "member"],
  ["tenant", "member"],
  ["contract", "partner"],
] as const)("an approver of type %s decides", async ([type, account]) => {
  const { call, sandbox } = await openSss();
  const request = [...sandbox.world.approvals.values()].find(
    ({ approverType, status }) => approverType === type && status === "registered",
  );
  const path = `/approval-requests/${request?.id}`;
  expect((await call(sandbox.accounts[account], `GET ${path}`)).body.approver).toBe(true);
  expect((await call(sandbox.accounts[account], `PUT ${path}`, { status: "denied" })).status).toBe(204);
});

test("a request that is nobody's business of the caller is 403, and an unknown one 404", async () => {
  const { call, sandbox } = await openSss();
  const foreign = [...sandbox.world.approvals.values()].find(({ approverType }) => approverType === "user");
  const partnerMember = [...sandbox.world.users.values()].find(({ loginId }) => loginId === "partner.member");
  const pair = { apiKey: partnerMember?.apiKey ?? "", apiSecret: partnerMember?.apiSecret ?? "" };
  expect((await call(pair, `GET /approval-requests/${foreign?.id}`)).status).toBe(403);
  expect((await call(sandbox.accounts.endUser, "GET /approval-requests/req9")).status).toBe(404);
});

test("a request that nobody decides expires at its deadline", async () => {
  const sss = await openSss();
  const { call, clock, sandbox } = sss;
  const [first] = await listOf(sss, "?status=registered");
  clock.advance(3 * dayMs + 1000);
  const path = `/approval-requests/${first?.request_id}`;
  const { body } = await call(sandbox.accounts.endUser, `GET ${path}`);
  expect(body).toMatchObject({ status: "expired", status_updated_time: body.approval_deadline });
  expect((await call(sandbox.accounts.endUser, `PUT ${path}`, { status: "approved" })).status).toBe(409);
});

test("requests that are over are listed for three months", async () => {
  const sss = await openSss();
  const before = await listOf(sss, "?status=denied");
  sss.clock.advance(92 * dayMs);
  expect(before).toHaveLength(1);
  expect(await listOf(sss, "?status=denied")).toHaveLength(0);
});

test("only a partner names a contract", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner } = sandbox.accounts;
  const path = `GET /approval-requests?contract_id=${endUser.contractId}`;
  expect((await call(endUser, path)).status).toBe(403);
  expect((await call(partner, path)).body.approval_requests.length).toBeGreaterThan(5);
});

interface Request {
  readonly request_id: string;
  readonly service: string;
  readonly status: string;
  readonly actions: readonly { readonly body: unknown }[];
}

async function listOf({ call, sandbox }: Sss, query = ""): Promise<readonly Request[]> {
  return (await call(sandbox.accounts.endUser, `GET /approval-requests${query}`)).body.approval_requests;
}
