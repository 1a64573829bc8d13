import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { startIssuer } from "../../access/issuer.ts";
import { freePort } from "../../sss/upstream.ts";
import { loadKeys } from "../../../src/store/keys.ts";
import { openStore } from "../../../src/store/store.ts";
import { startTlsServer } from "../certificate.ts";
import { settledEnvironment } from "../clinic.ts";
import type { Break } from "./break.ts";

/** Starts a server that gives every request this answer; gives its port. */
async function answering(status: number, body: string): Promise<number> {
  const server: Server = createServer((_request, response) => void response.writeHead(status).end(body));
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const hourMs = 3_600_000;

/** Breaks of what the server is reached by. */
export const serverBreaks: readonly Break[] = [
  {
    id: "port",
    when: "another program has it",
    prepare: async () => ({ environment: { SSS_OPS_PORT: String(await answering(404, "not here")) } }),
    state: "fault",
    found: "is taken by another program",
    fix: "SSS_OPS_PORT",
  },
  {
    id: "port",
    when: "the address is another machine's",
    prepare: () => ({
      environment: {
        SSS_OPS_HOST: "192.0.2.1",
        SSS_OPS_PUBLIC_URL: "https://ops.example",
        SSS_OPS_AUTH: "token",
      },
    }),
    state: "fault",
    found: "cannot be listened on (EADDRNOTAVAIL)",
    fix: "SSS_OPS_HOST",
  },
  {
    id: "port",
    when: "the server there is not ready",
    prepare: async () => ({
      environment: {
        SSS_OPS_PORT: String(await answering(503, '{"ready":false,"checks":{"store":"disk_full"}}')),
      },
    }),
    state: "warning",
    found: "disk_full",
    fix: "Mend",
  },
  {
    id: "exposure",
    when: "callers need a token that nobody has",
    async prepare() {
      const { state, environment } = await settledEnvironment();
      const secretKey = environment["SSS_OPS_SECRET_KEY"] ?? "";
      const keys = await loadKeys({ stateDirectory: state, secretKey });
      await (await openStore({ stateDirectory: state, keys })).close();
      return { environment: { ...environment, SSS_OPS_AUTH: "token" } };
    },
    state: "warning",
    found: "none was made",
    fix: "sss-ops token create",
  },
  {
    id: "exposure",
    when: "the proxy in front is unknown",
    prepare: () => ({
      environment: {
        SSS_OPS_HOST: "0.0.0.0",
        SSS_OPS_PUBLIC_URL: "https://ops.example",
        SSS_OPS_AUTH: "token",
      },
    }),
    state: "warning",
    found: "count all callers as one",
    fix: "SSS_OPS_TRUSTED_PROXIES",
  },
  {
    id: "public-url",
    when: "nothing answers there",
    prepare: async () => ({ environment: { SSS_OPS_PUBLIC_URL: `http://127.0.0.1:${await freePort()}` } }),
    state: "warning",
    found: "cannot be reached",
    fix: "sss-ops serve",
  },
  {
    id: "public-url",
    when: "it leads to something else",
    prepare: async () => ({
      environment: { SSS_OPS_PUBLIC_URL: `http://127.0.0.1:${await answering(502, "Bad Gateway")}` },
    }),
    state: "warning",
    found: "answers 502",
    fix: "proxy",
  },
  {
    id: "public-url",
    when: "its certificate is not trusted",
    prepare: async () => ({
      environment: {
        SSS_OPS_PUBLIC_URL: await startTlsServer(Date.now() - hourMs, Date.now() + hourMs),
        SSS_OPS_AUTH: "token",
      },
    }),
    state: "fault",
    found: "is not trusted",
    fix: "certificate",
  },
  {
    id: "oauth-issuer",
    when: "it is another one by its own word",
    prepare: async () => ({
      environment: { SSS_OPS_AUTH: "oauth", SSS_OPS_OAUTH_ISSUER: `${(await startIssuer()).url}/` },
    }),
    state: "fault",
    found: "another issuer's",
    fix: "SSS_OPS_OAUTH_ISSUER",
  },
  {
    id: "oidc-provider",
    when: "it is down",
    async prepare() {
      const issuer = await startIssuer();
      issuer.isDown = true;
      return { environment: { SSS_OPS_OIDC_ISSUER: issuer.url, SSS_OPS_OIDC_CLIENT_ID: "console" } };
    },
    state: "fault",
    found: "answered 500",
    fix: "SSS_OPS_OIDC_ISSUER",
  },
];
