import { getOAuthProtectedResourceMetadataUrl } from "@modelcontextprotocol/server";
import { allScopes } from "../access/caller.ts";

/** The endpoint as a resource that an authorization server protects. */
export interface ProtectedResource {
  /** The URL of the MCP endpoint. */
  readonly resource: string;
  readonly issuer: string;
}

/** Where a challenge sends clients to learn of it (RFC 9728); nowhere, without an authorization server. */
export function pointerTo(protectedBy: ProtectedResource | undefined): {
  readonly resourceMetadataUrl?: string;
} {
  if (protectedBy === undefined) return {};
  return { resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(new URL(protectedBy.resource)) };
}

/** The document that tells a client where to get a token, and for what. */
export function metadataResponse({ resource, issuer }: ProtectedResource): Response {
  return Response.json(
    {
      resource,
      resource_name: "sss-ops",
      authorization_servers: [issuer],
      scopes_supported: allScopes,
      bearer_methods_supported: ["header"],
    },
    { headers: { "cache-control": "public, max-age=300", "x-content-type-options": "nosniff" } },
  );
}
