const answerWithinMs = 5_000;

/**
 * Where an issuer publishes its keys, by its own metadata (OpenID Connect Discovery, else RFC 8414).
 *
 * @throws when it cannot be reached, or answers for somebody else.
 */
export async function keySetUrlOf(issuer: string): Promise<URL> {
  const metadata = (await documentAt(openIdUrl(issuer))) ?? (await documentAt(oauthUrl(issuer)));
  if (metadata === undefined) throw new Error(`${issuer} publishes no metadata`);
  if (metadata["issuer"] !== issuer) throw new Error(`the metadata of ${issuer} is another issuer's`);
  const url = String(metadata["jwks_uri"]);
  if (!URL.canParse(url) || !isSafe(new URL(url), issuer)) {
    throw new Error(`the metadata of ${issuer} names no https jwks_uri`);
  }
  return new URL(url);
}

async function documentAt(url: string): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(answerWithinMs) });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

function openIdUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

function oauthUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, "")}`;
}

/** Plain HTTP only where the issuer itself was configured so, on this machine. */
function isSafe({ protocol, hostname }: URL, issuer: string): boolean {
  const known = new URL(issuer);
  return protocol === "https:" || (known.protocol === "http:" && hostname === known.hostname);
}
