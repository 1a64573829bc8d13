import { expect, onTestFinished, test } from "vitest";
import { createTokens } from "../../src/access/tokens.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { serveHttp } from "../../src/serving/serve-http.ts";
import { openTestHouse } from "../house.ts";
import { sendOnWire } from "../mcp/wire.ts";

/** A house served as its settings have it, with a console that says under which origin it is known. */
async function serve(environment: Record<string, string>) {
  const house = await openTestHouse({ environment });
  const listening = await serveHttp({
    house,
    config: house.config,
    version: "0.0.0",
    localPrincipal: "local:test",
    openConsole: (url) => async (_request, address) => new Response(`${url} ${address}`),
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => listening.close());
  return { house, ...listening };
}

test("MCP and the console answer on one port", async () => {
  const { url } = await serve({});
  expect((await sendOnWire(`${url}/mcp`, "tools/list")).status).toBe(200);
  expect(await (await fetch(url)).text()).toBe(`${url} 127.0.0.1`);
});

test("behind a trusted proxy callers have the address that it names", async () => {
  const { url } = await serve({ SSS_OPS_TRUSTED_PROXIES: "10.0.0.0/8, 127.0.0.1" });
  const headers = { "x-forwarded-for": "198.51.100.9, 203.0.113.7" };
  expect(await (await fetch(url, { headers })).text()).toBe(`${url} 203.0.113.7`);
});

test("what a caller says of itself is not its address where no proxy is trusted", async () => {
  const { url } = await serve({});
  const headers = { "x-forwarded-for": "203.0.113.7" };
  expect(await (await fetch(url, { headers })).text()).toBe(`${url} 127.0.0.1`);
});

test("behind a trusted proxy nobody gets in without a token where none is asked for", async () => {
  const { url } = await serve({ SSS_OPS_TRUSTED_PROXIES: "127.0.0.1" });
  const forwarded = { "x-forwarded-for": "127.0.0.1" };
  expect((await sendOnWire(`${url}/mcp`, "tools/list", {}, forwarded)).status).toBe(403);
});

test("of two callers behind one proxy, one that fails too often does not lock out the other", async () => {
  const { url } = await serve({ SSS_OPS_AUTH: "token", SSS_OPS_TRUSTED_PROXIES: "127.0.0.1" });
  const attempt = async (address: string) => {
    const headers = { authorization: "Bearer sss_ops_none", "x-forwarded-for": address };
    return (await sendOnWire(`${url}/mcp`, "tools/list", {}, headers)).status;
  };
  for (let count = 0; count < 20; count += 1) await attempt(`198.51.100.${count}, 203.0.113.7`);
  expect(await attempt("203.0.113.7")).toBe(429);
  expect(await attempt("203.0.113.8")).toBe(401);
});

test("a token is asked for where the settings say so", async () => {
  const { url, house } = await serve({ SSS_OPS_AUTH: "token" });
  const grant = { principal: "local:taro", scopes: ["sss:read"], lifeMs: 60_000 } as const;
  const by = { principal: "local:test", face: "terminal" };
  const { token } = await createTokens(await house.store()).create(grant, by, Date.now());
  expect((await sendOnWire(`${url}/mcp`, "tools/list")).status).toBe(401);
  const shown = await sendOnWire(`${url}/mcp`, "tools/list", {}, { authorization: `Bearer ${token}` });
  expect(shown.status).toBe(200);
});

test("a token of the server's own does not count where only those of the issuer do", async () => {
  const settings = { SSS_OPS_AUTH: "oauth", SSS_OPS_OAUTH_ISSUER: "https://idp.example.com" };
  const { url, house } = await serve(settings);
  const grant = { principal: "local:taro", scopes: ["sss:read"], lifeMs: 60_000 } as const;
  const by = { principal: "local:test", face: "terminal" };
  const { token } = await createTokens(await house.store()).create(grant, by, Date.now());
  const refused = await sendOnWire(`${url}/mcp`, "tools/list", {}, { authorization: `Bearer ${token}` });
  expect(refused.status).toBe(401);
  const document = await fetch(`${url}/.well-known/oauth-protected-resource/mcp`);
  expect(await document.json()).toMatchObject({
    resource: `${url}/mcp`,
    authorization_servers: ["https://idp.example.com"],
  });
});

test("a port that is taken is told as a setting to change", async () => {
  const { url } = await serve({});
  const second = serve({ SSS_OPS_PORT: new URL(url).port });
  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow("SSS_OPS_PORT");
});
