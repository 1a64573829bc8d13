import { createHmac } from "node:crypto";
import type { Claim } from "../store/records.ts";
import { seal, unseal } from "../store/sealed.ts";

/** Where people of a hosted console sign in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: string;
  /** What is asked for beside `openid`, with spaces between. */
  readonly scopes?: string;
}

/** Signs people in at an OpenID provider: authorization code with PKCE, state and nonce. */
export interface OidcSignIn {
  /** Where to send the browser, and what it has to bring back, sealed. */
  begin(returnTo: string): Promise<{ readonly url: URL; readonly pass: string }>;
  /**
   * Who came back, and where they wanted to go; undefined when the browser brings no pass, or one whose time is over.
   *
   * @throws when the provider's answer does not hold.
   */
  end(pass: string | undefined, query: string): Promise<Arrival | undefined>;
}

/** Somebody who came back from the provider. */
export interface Arrival {
  readonly principal: string;
  /** Of what the provider says of them, what the policy goes by. */
  readonly claims: readonly Claim[];
  readonly returnTo: string;
}

/** How long a browser may take at the provider. */
export const passLifeMs = 10 * 60_000;
/** Below this path of the console the provider sends people back. */
export const callbackPath = "/sign-in/callback";

const label = "console/oidc";

interface Pass {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly until: number;
}

/** Sign-in at the provider of the settings, which is asked about itself with the first one. */
export function createOidcSignIn(
  settings: OidcSettings,
  {
    url,
    secret,
    now,
    claimsIn,
  }: {
    readonly url: string;
    readonly secret: () => Promise<Uint8Array>;
    readonly now: () => number;
    readonly claimsIn: (issuer: string, payload: Readonly<Record<string, unknown>>) => readonly Claim[];
  },
): OidcSignIn {
  let found: ReturnType<typeof discover> | undefined;
  const provider = () => {
    found ??= discover(settings);
    // A provider that could not be reached is asked anew by the next sign-in.
    found.catch(() => (found = undefined));
    return found;
  };
  const key = async () =>
    createHmac("sha256", await secret())
      .update("sss-ops/console/oidc/v1")
      .digest();
  return {
    async begin(returnTo) {
      const { client, configuration } = await provider();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const verifier = client.randomPKCECodeVerifier();
      const target = client.buildAuthorizationUrl(configuration, {
        redirect_uri: `${url}${callbackPath}`,
        scope: settings.scopes === undefined ? "openid" : `openid ${settings.scopes}`,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      const pass: Pass = { state, nonce, verifier, returnTo, until: now() + passLifeMs };
      return { url: target, pass: seal(await key(), label, pass) };
    },
    async end(sealed, query) {
      const pass = sealed === undefined ? undefined : passFrom(await key(), sealed);
      if (pass === undefined || pass.until <= now()) return undefined;
      const { client, configuration } = await provider();
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(`${url}${callbackPath}${query}`),
        {
          expectedState: pass.state,
          expectedNonce: pass.nonce,
          pkceCodeVerifier: pass.verifier,
          idTokenExpected: true,
        },
      );
      const token = tokens.claims();
      if (token === undefined) throw new Error("The OpenID provider named nobody.");
      return {
        principal: `oidc:${new URL(settings.issuer).host}/${token.sub}`,
        claims: claimsIn(settings.issuer, token),
        returnTo: pass.returnTo,
      };
    },
  };
}

/** Loaded and asked with the first sign-in. Its tokens' signatures are checked, although they come from it directly. */
async function discover({ issuer, clientId, clientSecret }: OidcSettings) {
  const client = await import("openid-client");
  const server = new URL(issuer);
  const configuration = await client.discovery(
    server,
    clientId,
    undefined,
    clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
    {
      timeout: 10,
      execute: [
        client.enableNonRepudiationChecks,
        // Without TLS only on this machine, which the settings make sure of.
        ...(server.protocol === "http:" ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  return { client, configuration };
}

function passFrom(key: Uint8Array, sealed: string): Pass | undefined {
  try {
    // Only this room seals under this key and label, so that it comes out as it went in.
    return unseal(key, label, sealed) as Pass;
  } catch {
    return undefined;
  }
}
