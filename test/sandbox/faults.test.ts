import { request } from "node:http";
import { expect, test } from "vitest";
import type { Fault } from "../../src/sandbox/faults.ts";
import { openSss, post } from "./sss.ts";
import type { Sss } from "./sss.ts";

const change = { description: "changed" };

test.for([401, 403, 409, 429, 500] as const)(
  "status %i is answered in the words of SSS, and nothing is done",
  async (status) => {
    const sss = await openSss();
    const { write, wasWritten } = await prepare(sss);
    sss.sandbox.faults.add({ kind: "status", status, retryAfterSeconds: 7 });
    const answer = await write();
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ code: status, title: expect.any(String), message: expect.any(String) });
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(wasWritten()).toBe(false);
  },
);

test.for([
  ["gateway", 503, { fault: { faultstring: expect.any(String) } }],
  ["iam-denial", 403, { errorMessage: expect.any(String) }],
  [
    "sss-error",
    500,
    { SSSError: { type: expect.any(String), message: expect.any(String), detail: expect.any(String) } },
  ],
] as const)("%s answers %i in its own shape, and nothing is done", async ([kind, status, body]) => {
  const sss = await openSss();
  const { write, wasWritten } = await prepare(sss);
  sss.sandbox.faults.add({ kind });
  const answer = await write();
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(body);
  expect(wasWritten()).toBe(false);
});

test.for([
  ["cut-before", false],
  ["cut-after", true],
  // A write answers 204 and has no body to cut in half.
  ["half-body", true],
] as const)("%s leaves the caller without an answer; the write took effect: %s", async ([kind, happened]) => {
  const sss = await openSss();
  const { write, wasWritten } = await prepare(sss);
  sss.sandbox.faults.add({ kind });
  await expect(write()).rejects.toThrow("fetch failed");
  expect(wasWritten()).toBe(happened);
  expect(sss.sandbox.calls.at(-1)?.status).toBeUndefined();
});

test("half a body comes with the length of the whole one", async () => {
  const sss = await openSss();
  const { read } = await prepare(sss);
  const whole = await (await read()).text();
  sss.sandbox.faults.add({ kind: "half-body" });
  const response = await read();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(whole)));
  await expect(response.text()).rejects.toThrow("terminated");
});

test("not-json is a page of HTML with the right status", async () => {
  const sss = await openSss();
  const { read } = await prepare(sss);
  sss.sandbox.faults.add({ kind: "not-json" });
  const response = await read();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html");
  expect(await response.text()).toMatch(/^<html>/);
});

test("a huge body is JSON of the length asked for", async () => {
  const sss = await openSss();
  const { read } = await prepare(sss);
  sss.sandbox.faults.add({ kind: "huge-body", bytes: 3_000_000 });
  const text = await (await read()).text();
  expect(text).toHaveLength(3_000_000);
  expect(JSON.parse(text)).toHaveProperty("filler");
});

test("a huge body stops when the caller goes away, and the sandbox closes", async () => {
  const sss = await openSss();
  const { read } = await prepare(sss);
  sss.sandbox.faults.add({ kind: "huge-body", bytes: 1_000_000_000 });
  const response = await read();
  await response.body?.cancel();
  sss.sandbox.faults.clear();
  expect((await read()).status).toBe(200);
});

test("hang never answers, and nothing is done", async () => {
  const sss = await openSss();
  const { writeImpatiently, wasWritten } = await prepare(sss);
  sss.sandbox.faults.add({ kind: "hang" });
  await expect(writeImpatiently(50)).rejects.toThrow("timeout");
  expect(wasWritten()).toBe(false);
});

test("latency answers late, and joins with another fault", async () => {
  const sss = await openSss();
  const { write } = await prepare(sss);
  sss.sandbox.faults.add({ kind: "status", status: 500 });
  sss.sandbox.faults.add({ kind: "latency", ms: 40 });
  const before = performance.now();
  expect((await write()).status).toBe(500);
  expect(performance.now() - before).toBeGreaterThanOrEqual(39);
});

test("a latency that no timer can wait for is refused", async () => {
  const { send } = await openSss();
  const fault = { kind: "latency", ms: 2 ** 31 };
  expect((await send("/_sandbox/faults", post(fault))).status).toBe(400);
  expect((await send("/_sandbox/faults", post({ ...fault, ms: 2 ** 31 - 1 }))).status).toBe(201);
});

test("a fault strikes the method, path and number of requests it names", async () => {
  const sss = await openSss();
  const { faults, accounts } = sss.sandbox;
  const id = await sss.token(accounts.endUser);
  const status = async (route: string) => (await sss.callWith(id, route)).status;
  faults.add({ method: "get", path: "/users", times: 2, kind: "status", status: 500 });
  expect(await status("GET /tenants")).toBe(200);
  expect([await status("GET /users"), await status("GET /users"), await status("GET /users")]).toEqual([
    500, 500, 200,
  ]);
  faults.add({ path: "/tenants/[0-9a-f]{32}$", kind: "status", status: 409 });
  expect(await status("GET /tenants")).toBe(200);
  expect(await status(`GET /tenants/${accounts.endUser.tenantId}`)).toBe(409);
  faults.clear();
  expect(await status(`GET /tenants/${accounts.endUser.tenantId}`)).toBe(200);
});

test("faults strike one after the other, in the order they were added", async () => {
  const sss = await openSss();
  const { faults, accounts } = sss.sandbox;
  const id = await sss.token(accounts.endUser);
  const kinds: Fault[] = [
    { kind: "status", status: 429, times: 1 },
    { kind: "gateway", times: 1 },
  ];
  for (const fault of kinds) {
    faults.add(fault);
  }
  const status = async () => (await sss.callWith(id, "GET /users")).status;
  expect([await status(), await status(), await status()]).toEqual([429, 503, 200]);
});

test("a fault can strike Keystone", async () => {
  const sss = await openSss();
  sss.sandbox.faults.add({ path: "/v3/auth/tokens", kind: "gateway", times: 1 });
  const { partner } = sss.sandbox.accounts;
  expect((await sss.authenticate(partner)).status).toBe(503);
  expect((await sss.authenticate(partner)).status).toBe(201);
});

test("faults are switched and accounts are shown over HTTP, for callers on the same machine", async () => {
  const { send, sandbox } = await openSss();
  const json = (body: unknown) => ({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const accounts = await send("/_sandbox/accounts");
  expect(accounts.body.accounts.partner).toEqual({ ...sandbox.accounts.partner });
  const fault = { kind: "status", status: 500, path: "/v3", times: 3 };
  expect((await send("/_sandbox/faults", json(fault))).status).toBe(201);
  expect((await send("/v3")).status).toBe(500);
  expect((await send("/_sandbox/faults")).body).toEqual({ faults: [{ ...fault, times: 2 }] });
  expect((await send("/_sandbox/faults", json({ kind: "fire" }))).status).toBe(400);
  expect((await send("/_sandbox/faults", { method: "DELETE" })).status).toBe(204);
  expect((await send("/v3")).status).toBe(200);
  expect((await send("/_sandbox/world")).status).toBe(404);
});

test("key pairs and faults are not for callers from elsewhere, nor under another name", async () => {
  const { sandbox } = await openSss();
  const status = await new Promise<number | undefined>((resolve) => {
    const headers = { Host: "rebound.example" };
    request(`${sandbox.url}/_sandbox/accounts`, { headers }, (response) =>
      resolve(response.resume().statusCode),
    ).end();
  });
  expect(status).toBe(403);
});

test("the log of calls tells what arrived and how it was answered", async () => {
  const { call, sandbox } = await openSss();
  await call(sandbox.accounts.endUser, "GET /users?contract_id=econ9");
  expect(sandbox.calls).toEqual([
    { method: "POST", path: "/v3/auth/tokens", status: 201 },
    { method: "GET", path: "/api/v1.0/users?contract_id=econ9", status: 404 },
  ]);
});

test("the sandbox closes while a request hangs", async () => {
  const { sandbox } = await openSss();
  sandbox.faults.add({ kind: "hang" });
  const failed = new Promise((resolve) => request(sandbox.url).on("error", resolve).end());
  await expect.poll(() => sandbox.calls.length).toBe(1);
  await sandbox.close();
  expect(await failed).toBeInstanceOf(Error);
});

/** A token, a read and a write of the end user, and whether the write took effect. */
async function prepare({ sandbox, token, callWith }: Sss) {
  const { endUser } = sandbox.accounts;
  const id = await token(endUser);
  const headers = { "X-Auth-Token": id, "Content-Type": "application/json" };
  const url = `${sandbox.url}/api/v1.0/tenants/${endUser.tenantId}`;
  return {
    read: () => fetch(url, { headers }),
    write: () => callWith(id, `PUT /tenants/${endUser.tenantId}`, change),
    writeImpatiently: (ms: number) =>
      fetch(url, { method: "PUT", headers, body: JSON.stringify(change), signal: AbortSignal.timeout(ms) }),
    wasWritten: () => sandbox.world.tenants.get(endUser.tenantId ?? "")?.description === change.description,
  };
}
