import { createHash } from "node:crypto";
import type { Token } from "./model.ts";
import type { Endpoints } from "./site.ts";
import { toKeystoneTime } from "./time.ts";
import { userOf } from "./world.ts";
import type { World } from "./world.ts";

const domain = { id: "default", name: "Default" };

// Keystone's own id of the role that it gives the members of a project.
const memberRole = { id: "9fe2ff9ee4384b1894a90878d3e92bab", name: "_member_" };

/** The body of a token; with endpoints it carries the service catalog. */
export function toTokenBody(
  world: World,
  token: Token,
  endpoints: Endpoints | undefined,
): Record<string, unknown> {
  const user = userOf(world, token.userId);
  const tenant = world.tenants.get(token.tenantId ?? "");
  return {
    methods: ["password"],
    user: { id: user.keystoneId, name: user.apiKey, domain },
    issued_at: toKeystoneTime(token.issuedAt),
    expires_at: toKeystoneTime(token.expiresAt),
    audit_ids: [token.auditId],
    ...(tenant && { project: { id: tenant.id, name: tenant.name, domain }, roles: [memberRole] }),
    ...(endpoints && { catalog: toCatalog(world.region, endpoints) }),
  };
}

/** The version document of Keystone, and its entry in the list of versions. */
export function toVersion(url: string): Record<string, unknown> {
  return {
    id: "v3.8",
    status: "stable",
    updated: "2017-02-22T00:00:00Z",
    links: [{ rel: "self", href: `${url}/` }],
    "media-types": [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }],
  };
}

function toCatalog(region: string, { keystone, sss }: Endpoints): readonly Record<string, unknown>[] {
  const services = [
    { type: "identity", name: "keystone", url: keystone },
    { type: "sss", name: "sss", url: `${sss}/v1.0` },
    { type: "sssv2", name: "sssv2", url: `${sss}/v2` },
  ];
  return services.map(({ type, name, url }) => ({
    type,
    name,
    id: idOf(type),
    endpoints: ["public", "internal", "admin"].map((face) => ({
      id: idOf(`${type} ${face} ${region}`),
      interface: face,
      region,
      region_id: region,
      url,
    })),
  }));
}

/** The same 32 hexadecimal digits for the same thing, in every token. */
function idOf(thing: string): string {
  return createHash("sha256").update(thing).digest("hex").slice(0, 32);
}
