import { createHash } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type JWTPayload, SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from "jose";
import { onTestFinished } from "vitest";

/** What a provider does that cannot be trusted. */
export interface Mischief {
  /** Claims in place of the right ones. */
  readonly claims?: JWTPayload;
  readonly signature?: "foreign" | "none";
  /** Answers with the state of somebody else. */
  readonly state?: string;
}

/** An OpenID provider on this machine at which everybody is `hana-1`. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it does from now on. */
  mischief: Mischief;
}

/** Starts a provider on a free port that ends with the test. */
export async function startProvider(): Promise<Provider> {
  const keys = await generateKeyPair("RS256");
  const foreign = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "key-1", alg: "RS256", use: "sig" };
  const codes = new Map<string, URLSearchParams>();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: Provider = { issuer, clientId: "console", clientSecret: "client-secret", mischief: {} };
  return provider;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (pathname === "/.well-known/openid-configuration") return json(response, metadataOf(issuer));
    if (pathname === "/jwks") return json(response, { keys: [jwk] });
    if (pathname === "/authorize") return authorize(searchParams, response);
    if (pathname !== "/token") return json(response, {}, 404);
    const form = new URLSearchParams(await bodyOf(request));
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    if (asked === undefined || !isProven(form, asked)) return json(response, { error: "invalid_grant" }, 400);
    json(response, { access_token: "unused", token_type: "Bearer", id_token: await idToken(asked) });
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = crypto.randomUUID();
    codes.set(code, asked);
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.search = new URLSearchParams({
      code,
      state: provider.mischief.state ?? asked.get("state") ?? "",
    }).toString();
    response.writeHead(303, { location: back.href }).end();
  }

  function isProven(form: URLSearchParams, asked: URLSearchParams): boolean {
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    return (
      challenge === asked.get("code_challenge") &&
      form.get("redirect_uri") === asked.get("redirect_uri") &&
      form.get("client_id") === provider.clientId &&
      form.get("client_secret") === provider.clientSecret
    );
  }

  function idToken(asked: URLSearchParams): Promise<string> | string {
    const { claims, signature } = provider.mischief;
    const now = Math.floor(Date.now() / 1_000);
    const nonce = asked.get("nonce") ?? "";
    const right = { iss: issuer, aud: provider.clientId, sub: "hana-1", nonce, iat: now, exp: now + 60 };
    const payload = { ...right, ...claims };
    if (signature === "none") return new UnsecuredJWT(payload).encode();
    const token = new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "key-1" });
    return token.sign(signature === "foreign" ? foreign.privateKey : keys.privateKey);
  }
}

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function json(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
