import { createHmac } from "node:crypto";
import { SignJWT, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { createOAuthVerify } from "../../src/access/oauth.ts";
import { type TestIssuer, audience, forge, inSeconds, startIssuer } from "./issuer.ts";

async function reach() {
  const issuer = await startIssuer();
  const verify = createOAuthVerify({ issuer: issuer.url, audience });
  return { issuer, verify: (token: string) => verify(token, Date.now()) };
}

/** What a token of this issuer says. */
function claimsOf({ url }: TestIssuer): object {
  return { iss: url, sub: "taro", aud: audience, scope: "sss:destroy", ...inSeconds(300) };
}

test("an access token shows its subject, under the issuer's host, and its scopes", async () => {
  const { issuer, verify } = await reach();
  expect(await verify(await issuer.sign({ scope: "openid sss:change" }))).toEqual({
    principal: `oidc:${new URL(issuer.url).host}/taro`,
    claims: [],
    scopes: ["sss:read", "sss:change"],
    profiles: [],
    expiresAt: expect.any(Number),
  });
});

test.for([
  ["a list in scp", { scope: undefined, scp: ["sss:read"] }, ["sss:read"]],
  ["words in scp", { scope: undefined, scp: "sss:read other" }, ["sss:read"]],
  ["destroy, which includes the others", { scope: "sss:destroy" }, ["sss:read", "sss:change", "sss:destroy"]],
  ["none of ours", { scope: "openid sss:admin SSS:READ" }, []],
  ["nothing at all", { scope: undefined }, []],
] as const)("scopes may be %s", async ([, claims, scopes]) => {
  const { issuer, verify } = await reach();
  expect(await verify(await issuer.sign(claims))).toMatchObject({ scopes });
});

test("of what a token says, only what is picked goes on", async () => {
  const { issuer } = await reach();
  const picked = { issuer: issuer.url, claim: "groups", value: "admins" };
  const verify = createOAuthVerify({ issuer: issuer.url, audience }, (from, { groups }) =>
    from === issuer.url && groups === "admins" ? [picked] : [],
  );
  const claimsOfToken = async (claims: object) =>
    (await verify(await issuer.sign({ ...claims }), Date.now()))?.claims;
  expect(await claimsOfToken({ groups: "admins", email: "taro@example.com" })).toEqual([picked]);
  expect(await claimsOfToken({ email: "taro@example.com" })).toEqual([]);
});

describe("a token does not count", () => {
  test.for<[string, object, object?]>([
    ["for another audience", { aud: "https://other.example.com/mcp" }],
    ["without an audience", { aud: undefined }],
    ["of another issuer", { iss: "https://attacker.example" }],
    ["that is over", inSeconds(-61)],
    ["that has no end", { exp: undefined }],
    ["that is not good yet", { nbf: inSeconds(120).exp }],
    ["without a subject", { sub: undefined }],
    ["whose subject would break a line", { sub: "taro\nadmin" }],
    ["that is of another type", {}, { typ: "logout+jwt" }],
    ["whose key the issuer does not publish", {}, { kid: "two" }],
  ])("%s", async ([, claims, header]) => {
    const { issuer, verify } = await reach();
    expect(await verify(await issuer.sign({ ...claims }, { ...header }))).toBeUndefined();
    expect(await verify(await issuer.sign())).toBeDefined();
  });

  test("signed by nobody (alg none)", async () => {
    const { issuer, verify } = await reach();
    expect(await verify(forge({ alg: "none" }, claimsOf(issuer), () => ""))).toBeUndefined();
  });

  test("signed with the public key as a shared secret (HS256)", async () => {
    const { issuer, verify } = await reach();
    const sign = (input: string) => createHmac("sha256", issuer.publicKey).update(input).digest("base64url");
    expect(await verify(forge({ alg: "HS256", kid: "one" }, claimsOf(issuer), sign))).toBeUndefined();
  });

  test("signed with a key of the caller's own, under the issuer's name for its key", async () => {
    const { issuer, verify } = await reach();
    const { privateKey } = await generateKeyPair("ES256");
    const token = new SignJWT({ ...claimsOf(issuer) }).setProtectedHeader({ alg: "ES256", kid: "one" });
    expect(await verify(await token.sign(privateKey))).toBeUndefined();
  });

  test("that brings its own key along", async () => {
    const { issuer, verify } = await reach();
    const token = await issuer.sign({}, { kid: "two", jku: "https://attacker.example/keys" });
    expect(await verify(token)).toBeUndefined();
  });

  test.for(["", "a.b.c", "not a token", "a".repeat(10_000)])("that is none: %s", async (token) => {
    const { verify } = await reach();
    expect(await verify(token)).toBeUndefined();
  });
});

test("clocks may differ by a minute", async () => {
  const { issuer, verify } = await reach();
  expect(await verify(await issuer.sign(inSeconds(-30)))).toBeDefined();
  expect(await verify(await issuer.sign({ nbf: inSeconds(30).exp }))).toBeDefined();
});

test("while the issuer is down nothing counts, and afterwards it does", async () => {
  const { issuer, verify } = await reach();
  const token = await issuer.sign();
  issuer.isDown = true;
  await expect(verify(token)).rejects.toThrow("500");
  issuer.isDown = false;
  expect(await verify(token)).toBeDefined();
});

test("metadata that names another issuer is not believed", async () => {
  const { issuer } = await reach();
  const verify = createOAuthVerify({ issuer: `${issuer.url}/`, audience });
  await expect(verify(await issuer.sign(), Date.now())).rejects.toThrow("another issuer");
});
