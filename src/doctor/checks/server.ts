import { createServer } from "node:net";
import { createTokens } from "../../access/tokens.ts";
import { allScopes } from "../../access/caller.ts";
import type { HttpConfig } from "../../config/config.ts";
import type { Gate } from "../../gate/gate.ts";
import { mayEver } from "../../gate/policy/decide.ts";
import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, reasonIn, ok, skipped, warning } from "../finding.ts";
import type { Machine } from "../means.ts";
import { type Look, lookAt } from "../probe.ts";

const port = defineCheck({
  id: "port",
  group: "server",
  title: "Port of MCP and the console",
  needs: "config",
  run: (means) => aboutPort(means.config.http, "SSS_OPS_PORT", means),
});

const exposure = defineCheck({
  id: "exposure",
  group: "server",
  title: "Who can call MCP",
  needs: "store",
  async run({ config: { http, access }, store, now }) {
    const where = `${http.host}:${http.port}`;
    if (access === undefined) {
      if (http.isLocal) return ok("Whoever runs programs on this machine, and nobody else.");
      return fault(`Anybody who reaches ${where} can call it.`, "Set SSS_OPS_AUTH=token (or oauth).");
    }
    if (!http.isLocal && http.trustedProxies.length === 0) {
      return warning(
        `It listens on ${where} behind a proxy that it does not know: limits count all callers as one.`,
        "Set SSS_OPS_TRUSTED_PROXIES to the addresses of the proxy, such as 10.0.0.0/8.",
      );
    }
    if (!access.tokens) return ok("Whoever shows an access token of the OAuth issuer.");
    const opened = await store().catch(() => undefined);
    if (opened === undefined) return skipped("Tokens are in the store, which does not open.");
    const { length } = await createTokens(opened).list(now());
    return length > 0 || access.oauth !== undefined
      ? ok(
          `Whoever shows one of ${length} tokens${access.oauth === undefined ? "" : ", or one of the OAuth issuer"}.`,
        )
      : warning("Callers need a token, and none was made.", "sss-ops token create --actor PRINCIPAL");
  },
});

const publicUrl = defineCheck({
  id: "public-url",
  group: "server",
  title: "Public URL",
  needs: "config",
  async run({ config: { http }, now, signal }) {
    if (http.publicUrl === undefined) return skipped("None is set: the console is for this machine.");
    const url = `${http.publicUrl}/healthz`;
    const fix = `Let the proxy pass ${http.publicUrl} on to ${http.host}:${http.port}, and start sss-ops serve there.`;
    try {
      const look = await lookAt(url, now, signal);
      const why = look.certificate?.fault;
      if (why !== undefined) return fault(`The certificate of ${url} is not trusted (${why}).`, renew);
      return isOurs(look)
        ? ok(`${http.publicUrl} leads to this server.`)
        : warning(`${url} answers ${look.status}.`, fix);
    } catch (error) {
      return warning(`${url} cannot be reached: ${reasonIn(error)}.`, fix);
    }
  },
});

const renew = "Renew the proxy's certificate, or have it signed by a CA that clients trust.";

const oauth = defineCheck({
  id: "oauth-issuer",
  group: "server",
  title: "OAuth issuer",
  needs: "config",
  run: ({ config: { access } }) =>
    aboutIssuer(access?.oauth?.issuer, "SSS_OPS_OAUTH_ISSUER", "Access tokens of others do not count."),
});

const oidc = defineCheck({
  id: "oidc-provider",
  group: "server",
  title: "OpenID provider",
  needs: "config",
  run: ({ config }) =>
    aboutIssuer(config.oidc?.issuer, "SSS_OPS_OIDC_ISSUER", "People sign in to the console by a link."),
});

const profile = defineCheck({
  id: "profile",
  group: "server",
  title: "Profile and hosts",
  needs: "policy",
  async run({ config, policy, principal }) {
    const { createToolbox } = await import("../../mcp/tools/toolbox.ts");
    const { fitsOf } = await import("../../mcp/tools/host-limits.ts");
    const actor = { principal, face: "mcp", asking: "form" } as const;
    const caller = { principal, scopes: allScopes, profiles: [config.profile] };
    const isEver: Gate["mayEver"] = (operation, asker) => mayEver(operation, asker, policy);
    const tools = createToolbox({ mayEver: isEver, accounts: [] }).offeredTo(caller, actor);
    const tight = fitsOf(tools.map(({ name }) => name)).filter(({ fits }) => !fits);
    if (tight.length > 0) {
      return warning(
        `${tight.map(({ host, told }) => `${host} does not take it (${told})`).join("; ")}.`,
        "Set SSS_OPS_PROFILE=search (four tools reach all), or name fewer toolsets; see sss-ops tools.",
      );
    }
    return ok(`${tools.length} tools (${config.profile.text}); every host that is known takes them.`);
  },
});

/** What the server is reached by. */
export const serverChecks: readonly Check[] = [port, exposure, publicUrl, oauth, oidc, profile];

/** Whether a port is free, or this program has it already. */
export async function aboutPort(
  { host, port: number }: Pick<HttpConfig, "host" | "port">,
  setting: string,
  { now, signal }: Machine,
  isOwn: (look: Look) => boolean = isOurs,
): Promise<Finding> {
  if (number === 0) return ok("Any free port is taken.");
  const where = `${host}:${number}`;
  const error = await bindError(host, number);
  if (error === undefined) return ok(`${where} is free.`);
  if (error !== "EADDRINUSE") {
    return fault(
      `${where} cannot be listened on (${error}).`,
      `Set ${setting} to a port above 1023, and SSS_OPS_HOST to an address of this machine.`,
    );
  }
  const look = await lookAt(`http://${reachable(host)}:${number}/readyz`, now, signal).catch(() => undefined);
  if (look === undefined || !isOwn(look)) {
    return fault(
      `${where} is taken by another program.`,
      `ss -ltnp 'sport = :${number}' names it; end it, or set ${setting} to another port.`,
    );
  }
  return look.status === 503
    ? warning(
        `sss-ops is running at ${where}, and not ready: ${look.body.trim()}`,
        "Mend what its checks name; until then send it nothing.",
      )
    : ok(`sss-ops is running at ${where}.`);
}

async function aboutIssuer(issuer: string | undefined, setting: string, without: string): Promise<Finding> {
  if (issuer === undefined) return skipped(`${setting} is not set. ${without}`);
  const { keySetUrlOf } = await import("../../access/issuer.ts");
  try {
    await keySetUrlOf(issuer);
    return ok(`${issuer} publishes its keys.`);
  } catch (error) {
    return fault(
      `${reasonIn(error)}.`,
      `Set ${setting} to the issuer exactly as its metadata writes it (curl ${issuer.replace(/\/$/, "")}/.well-known/openid-configuration).`,
    );
  }
}

/** The system's code for why a port cannot be listened on; it is let go of at once. */
function bindError(host: string, number: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(number, host, () => server.close(() => resolve(undefined)));
  });
}

/** The probes of this program answer so. */
function isOurs({ body }: Look): boolean {
  return body.trim() === "ok" || body.startsWith('{"ready":');
}

function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
