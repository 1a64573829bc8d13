import type { Version } from "../../tools/operation.ts";
import type { TokenBody } from "./token-body.ts";

const typeOf: Readonly<Record<Version, string>> = { "v1.0": "sss", v2: "sssv2" };

/**
 * The address of SSS in a token's catalog, without the version, or undefined when it holds none that fits: the public
 * one, and of several the region's.
 */
export function serviceUrlOf(
  catalog: TokenBody["catalog"],
  version: Version,
  region: string | undefined,
): string | undefined {
  const endpoints = (catalog ?? [])
    .filter(({ type }) => type === typeOf[version])
    .flatMap((service) => service.endpoints ?? [])
    .filter((endpoint) => endpoint.interface === "public");
  const fitting =
    endpoints.length === 1 || region === undefined
      ? endpoints[0]
      : endpoints.find((endpoint) => [endpoint.region, endpoint.region_id].includes(region));
  return fitting?.url?.replace(/\/+$/, "").replace(/\/v\d+(\.\d+)?$/, "");
}

/**
 * Whether the token may be sent to an address the catalog names: over TLS, or in the clear on this machine where
 * Keystone itself is reached in the clear. Anyone who can alter the catalog would otherwise be handed the token.
 */
export function isTrusted(serviceUrl: string, keystoneUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && isLoopback(url.hostname) && new URL(keystoneUrl).protocol === "http:";
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
