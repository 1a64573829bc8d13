import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import {
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  exportJWK,
  exportSPKI,
  generateKeyPair,
} from "jose";
import { onTestFinished } from "vitest";

/** An authorization server of the test's own. */
export interface TestIssuer {
  readonly url: string;
  /** The public key that it publishes, as a forger would take it for a shared secret. */
  readonly publicKey: Uint8Array;
  /** An access token for somebody; `claims` and `header` go over what is usual. */
  sign(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** While it is down, every request is answered with 500. */
  isDown: boolean;
}

/** The audience of the tokens, unless they are to have another. */
export const audience = "https://ops.example.com/mcp";

/** Starts an authorization server on a free port that ends with the test. */
export async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" }];
  const server = createServer((request, response) => {
    const isKeys = request.url === "/keys";
    response.writeHead(issuer.isDown ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(isKeys ? { keys } : { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    url,
    publicKey: new TextEncoder().encode(await exportSPKI(publicKey)),
    sign: (claims = {}, header = {}) =>
      new SignJWT({ iss: url, sub: "taro", aud: audience, scope: "sss:read", ...inSeconds(300), ...claims })
        .setProtectedHeader({ alg: "ES256", kid: "one", typ: "at+jwt", ...header })
        .sign(privateKey),
    isDown: false,
  };
  return issuer;
}

/** An expiry so many seconds from now. */
export function inSeconds(seconds: number): { readonly exp: number } {
  return { exp: Math.floor(Date.now() / 1_000) + seconds };
}

/** A token that anybody can put together, with a signature of their choice. */
export function forge(header: object, payload: object, sign: (input: string) => string): string {
  const input = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${input}.${sign(input)}`;
}
