import { channel } from "node:diagnostics_channel";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Scope, scopesUpTo } from "../../src/access/caller.ts";
import { createOAuthVerify } from "../../src/access/oauth.ts";
import { remembered } from "../../src/access/remembered.ts";
import { type Tokens, createTokens } from "../../src/access/tokens.ts";
import { createVerify } from "../../src/access/verify.ts";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { catalog } from "../../tools/index.ts";
import { audience, inSeconds, startIssuer } from "../access/issuer.ts";
import { temporaryDirectory } from "../directory.ts";
import { openTestHouse } from "../house.ts";
import { type Differences, startEndpoint } from "./clients.ts";
import { sendOnWire } from "./wire.ts";

const by = { principal: "local:admin", face: "terminal" };
const yearMs = 365 * 86_400_000;
const destroy = scopesUpTo("destroy");

/** An endpoint that asks for tokens, of its own or of an authorization server; its clock can be put forward. */
async function reach(differences: Differences = {}, environment: Record<string, string> = {}) {
  const house = await openTestHouse({ account: "endUser", environment });
  const tokens = createTokens(await house.store());
  const issuer = await startIssuer();
  const clock = { now: Date.now() };
  const lookups: string[] = [];
  const { url } = await startEndpoint(house, {
    issuer: issuer.url,
    verify: createVerify({
      issued: remembered((token, now) => {
        lookups.push(token);
        return tokens.verify(token, now);
      }),
      oauth: createOAuthVerify({ issuer: issuer.url, audience }),
    }),
    now: () => clock.now,
    ...differences,
  });
  return { house, tokens, issuer, clock, lookups, url };
}

async function issue(tokens: Tokens, principal: string, scopes: readonly Scope[] = destroy): Promise<string> {
  return (await tokens.create({ principal, scopes, lifeMs: yearMs }, by, Date.now())).token;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function list(url: string, token?: string): Promise<Response> {
  return sendOnWire(url, "tools/list", {}, token === undefined ? {} : bearer(token));
}

function call(url: string, name: string, input: object, token: string): Promise<Response> {
  return sendOnWire(url, "tools/call", { name, arguments: input }, bearer(token));
}

async function namesIn(response: Response): Promise<readonly string[]> {
  const { result } = (await response.json()) as { result: { tools: readonly { name: string }[] } };
  return result.tools.map(({ name }) => name);
}

describe("whoever shows no token that counts is told where to get one", () => {
  test("without any", async () => {
    const { url, issuer } = await reach();
    const refused = await list(url);
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get("www-authenticate") ?? "";
    expect(challenge).toContain('scope="sss:read"');
    const [, where = ""] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
    expect(where).toBe(`${new URL(url).origin}/.well-known/oauth-protected-resource/mcp`);
    expect(await (await fetch(where)).json()).toEqual({
      resource: url,
      resource_name: "sss-ops",
      authorization_servers: [issuer.url],
      scopes_supported: ["sss:read", "sss:change", "sss:destroy"],
      bearer_methods_supported: ["header"],
    });
  });

  test("in the query string, where it is not looked for", async () => {
    const { url, tokens } = await reach();
    const token = await issue(tokens, "local:taro");
    for (const name of ["access_token", "token"])
      expect((await list(`${url}?${name}=${token}`)).status).toBe(401);
    expect((await list(url, token)).status).toBe(200);
  });

  test("in another scheme", async () => {
    const { url, tokens } = await reach();
    const authorization = `Basic ${await issue(tokens, "local:taro")}`;
    expect((await sendOnWire(url, "tools/list", {}, { authorization })).status).toBe(401);
  });

  test("with one that was never issued", async () => {
    const [{ url }, { tokens: others }] = await Promise.all([reach(), reach()]);
    expect((await list(url, await issue(others, "local:taro"))).status).toBe(401);
  });

  test("with one that is revoked, five seconds later at the latest", async () => {
    const { url, tokens, clock } = await reach();
    const { token, id } = await tokens.create(
      { principal: "local:taro", scopes: destroy, lifeMs: yearMs },
      by,
      clock.now,
    );
    expect((await list(url, token)).status).toBe(200);
    await tokens.revoke(id, by, clock.now);
    clock.now += 5_000;
    expect((await list(url, token)).status).toBe(401);
  });

  test("with one that is over", async () => {
    const { url, tokens, clock } = await reach();
    const token = await issue(tokens, "local:taro");
    clock.now = Date.now() + yearMs;
    expect((await list(url, token)).status).toBe(401);
  });

  test("with an access token for another server", async () => {
    const { url, issuer } = await reach();
    expect((await list(url, await issuer.sign({ aud: "https://other.example.com/mcp" }))).status).toBe(401);
    expect((await list(url, await issuer.sign())).status).toBe(200);
  });

  test("with an access token that is over", async () => {
    const { url, issuer } = await reach();
    expect((await list(url, await issuer.sign(inSeconds(-120)))).status).toBe(401);
  });
});

test("while nobody can tell whether a token counts, none does", async () => {
  const { url, issuer } = await reach();
  const token = await issuer.sign();
  issuer.isDown = true;
  const refused = await list(url, token);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await refused.text()).not.toContain("127.0.0.1");
  issuer.isDown = false;
  expect((await list(url, token)).status).toBe(200);
});

test("an access token that allows nothing here is told what it lacks", async () => {
  const { url, issuer } = await reach();
  const refused = await list(url, await issuer.sign({ scope: "openid" }));
  expect(refused.status).toBe(403);
  expect(refused.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
});

describe("a caller", () => {
  const risks = ["read", "change", "destroy"] as const;
  test.for(risks)("with the scope for a %s is offered that, what is less, and no more", async (risk) => {
    const { url, tokens } = await reach();
    const offered = await namesIn(await list(url, await issue(tokens, "local:taro", [`sss:${risk}`])));
    const allowed = every.filter((tool) => scopesUpTo(risk).includes(`sss:${tool.risk}`));
    expect(offered).toEqual(allowed.map(({ name }) => name));
  });

  test.for([
    ["delete_tenant", { tenant_id: "t" }, "sss:read sss:change sss:destroy"],
    ["update_tenant", { tenant_id: "t", description: "d" }, "sss:read sss:change"],
  ] as const)(
    "that lacks the scope for %s is asked to get it, and nothing is sent",
    async ([name, input, scope]) => {
      const { house, url, tokens } = await reach();
      const token = await issue(tokens, "local:taro", ["sss:read"]);
      const refused = await call(url, name, input, token);
      expect(refused.status).toBe(403);
      expect(refused.headers.get("www-authenticate")).toContain(`scope="${scope}"`);
      expect(refused.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
      expect(house.sandbox.calls).toEqual([]);
      expect((await call(url, "list_tickets", {}, token)).status).toBe(200);
    },
  );

  test("is offered what its token's profile leaves, whatever the URL says", async () => {
    const { url, tokens } = await reach();
    const profile = { text: "users,read-only", most: "read", only: ["users"], without: [] } as const;
    const grant = { principal: "local:taro", scopes: destroy, lifeMs: yearMs, profile };
    const { token } = await tokens.create(grant, by, Date.now());
    const offered = await namesIn(await list(`${url}?profile=full`, token));
    expect(offered).toEqual(["list_users", "find_user", "get_user", "list_tickets", "get_ticket"]);
    expect(await namesIn(await list(`${url}?profile=search`, token))).toEqual([
      "search_operations",
      "run_read",
    ]);
  });

  test("cannot hide a call behind another in one body", async () => {
    const { house, url, tokens } = await reach();
    const body = ["list_users", "delete_tenant"].map((name, id) => ({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name, arguments: { tenant_id: "t" } },
    }));
    const refused = await fetch(url, {
      method: "POST",
      headers: {
        ...bearer(await issue(tokens, "local:taro", ["sss:read"])),
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify(body),
    });
    expect(refused.status).toBe(403);
    expect(house.sandbox.calls).toEqual([]);
  });

  test("that the policy does not know may ask, and approves nothing", async () => {
    const policy = join(await temporaryDirectory(), "policy.yaml");
    await writeFile(policy, "people:\n  - principal: local:hanako\n    mayApprove: true\n");
    const { house, url, tokens, issuer } = await reach(
      {},
      { SSS_OPS_POLICY: policy, SSS_OPS_DOORS: "terminal" },
    );
    const stranger = await issuer.sign({ scope: "sss:destroy", sub: "nobody" });
    const { tenants } = await answerOf(await call(url, "list_tenants", {}, stranger));
    const input = { tenant_id: (tenants as { tenant_id: string }[])[0]?.tenant_id };
    const asked = await answerOf(await call(url, "delete_tenant", input, await issue(tokens, "local:taro")));
    const ticket = await house.gate.find(String(asked["ticket_id"]));
    if (ticket === undefined) throw new Error("no ticket was opened");
    expect(house.gate.approversOf(ticket)).toEqual(["local:hanako"]);
    const principal = `oidc:${new URL(issuer.url).host}/nobody`;
    const bar = await house.gate.barTo(ticket, { principal, face: "mcp", asking: "none" });
    expect(bar).toMatchObject({ kind: "denied", code: "not_an_approver" });
    expect(await answerOf(await call(url, "list_tickets", {}, stranger))).toEqual({ tickets: [] });
  });

  test("has its token kept from the account: upstream sees none of it", async () => {
    const { house, url, tokens, issuer } = await reach();
    const sent = upstreamHeaders(house.sandbox.url);
    const shown = [await issue(tokens, "local:taro"), await issuer.sign()];
    for (const token of shown) expect((await call(url, "list_users", {}, token)).status).toBe(200);
    expect(sent.length).toBeGreaterThan(0);
    for (const token of shown) expect(sent.join("\n")).not.toContain(token);
  });
});

/** Every header that goes to an origin while the test runs, whatever sends it. */
function upstreamHeaders(origin: string): readonly string[] {
  const sent: string[] = [];
  const note = (message: unknown) => {
    const { request } = message as { request: { origin: string; headers: unknown } };
    if (request.origin.startsWith(origin)) sent.push(JSON.stringify(request.headers));
  };
  const created = channel("undici:request:create");
  created.subscribe(note);
  onTestFinished(() => {
    created.unsubscribe(note);
  });
  return sent;
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  const { result } = (await response.json()) as { result: { structuredContent: Record<string, unknown> } };
  return result.structuredContent;
}

describe("what the policy refuses for good is not offered", () => {
  test("in read-only mode only reads are", async () => {
    const { url, tokens } = await reach({}, { SSS_OPS_READ_ONLY: "true" });
    const offered = await namesIn(await list(url, await issue(tokens, "local:taro")));
    const reads = catalog.filter(({ effect, risk }) => effect === "read" && risk === "read");
    const ofTickets = every.filter(({ operation }) => operation === undefined);
    expect(offered).toEqual([...reads, ...ofTickets].map(({ name }) => name));
  });

  test("and says why to whoever calls it all the same", async () => {
    const { url, tokens } = await reach({}, { SSS_OPS_DENY: "list_users" });
    const token = await issue(tokens, "local:taro");
    expect(await namesIn(await list(url, token))).not.toContain("list_users");
    const denied = await (await call(url, "list_users", {}, token)).text();
    expect(denied).toContain("denied (operation_denied)");
    expect(denied).toContain("deny-list");
  });
});

describe("a session of an older client", () => {
  const initialize = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "old", version: "1" } },
  };
  const listTools = { jsonrpc: "2.0", id: 2, method: "tools/list" };

  function send(
    url: string,
    token: string,
    body?: object,
    headers: Record<string, string> = {},
    method = "POST",
  ) {
    return fetch(url, {
      method,
      headers: {
        ...bearer(token),
        "content-type": "application/json",
        accept: method === "GET" ? "text/event-stream" : "application/json, text/event-stream",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function begin() {
    const { url, tokens } = await reach();
    const token = await issue(tokens, "local:taro");
    const begun = await send(url, token, initialize);
    await begun.text();
    return { url, tokens, token, session: { "mcp-session-id": begun.headers.get("mcp-session-id") ?? "" } };
  }

  test.for(["POST", "GET", "DELETE"])("is unknown to everybody else (%s)", async (method) => {
    const { url, tokens, token, session } = await begin();
    const thief = await issue(tokens, "local:mallory");
    const body = method === "POST" ? listTools : undefined;
    expect((await send(url, thief, body, session, method)).status).toBe(404);
    const own = await send(url, token, listTools, session);
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining("delete_tenant")]);
  });

  test("is offered what the token at hand allows, not the one it began with", async () => {
    const { url, tokens, session } = await begin();
    const narrow = await issue(tokens, "local:taro", ["sss:read"]);
    const offered = await (await send(url, narrow, listTools, session)).text();
    expect(offered).toContain("list_users");
    expect(offered).not.toContain("delete_tenant");
  });
});

describe("too many requests", () => {
  test("of one caller wait, those of others do not", async () => {
    const { url, tokens, clock } = await reach({ rate: { perMinute: 60, burst: 3 } });
    const [taro, hanako] = [await issue(tokens, "local:taro"), await issue(tokens, "local:hanako")];
    for (let count = 0; count < 3; count += 1) expect((await list(url, taro)).status).toBe(200);
    const refused = await list(url, taro);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await list(url, hanako)).status).toBe(200);
    clock.now += 1_000;
    expect((await list(url, taro)).status).toBe(200);
  });

  test("of a thousand with bad tokens twenty are looked at, and whoever was let in before still is", async () => {
    const { url, tokens, clock, lookups } = await reach();
    const [known, other] = [await issue(tokens, "local:taro"), await issue(tokens, "local:hanako")];
    expect((await list(url, known)).status).toBe(200);
    const strange = await issue((await reach()).tokens, "local:mallory");
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const refused = await Promise.all(Array.from({ length: 100 }, () => list(url, strange)));
      statuses.push(...refused.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(980);
    expect(lookups.filter((token) => token === strange)).toHaveLength(20);
    expect((await list(url, known)).status).toBe(200);
    expect((await list(url, other)).status).toBe(429);
    clock.now += 60_000;
    expect((await list(url, other)).status).toBe(200);
  });
});

describe("where no token is asked for", () => {
  test("whoever comes through a proxy is refused: they need not be on this machine", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    for (const name of ["forwarded", "x-forwarded-for", "x-real-ip"])
      expect((await sendOnWire(url, "tools/list", {}, { [name]: "203.0.113.7" })).status).toBe(403);
    expect((await sendOnWire(url, "tools/list")).status).toBe(200);
  });

  test("there is no authorization server to point to", async () => {
    const { url } = await startEndpoint(await openTestHouse());
    expect((await fetch(new URL("/.well-known/oauth-protected-resource/mcp", url))).status).toBe(404);
  });
});

test("a body that is too large is refused", async () => {
  const { url, tokens } = await reach();
  const token = await issue(tokens, "local:taro");
  expect((await call(url, "list_users", { filler: "x".repeat(1_048_576) }, token)).status).toBe(413);
});
