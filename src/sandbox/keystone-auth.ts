import * as z from "zod";
import { keystoneRefusal, Refusal } from "./errors.ts";
import { unavailableUserStatus } from "./guesses.ts";
import { parseJsonObject } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import type { Tenant, User } from "./model.ts";
import type { Site } from "./site.ts";
import { hasRole, workspaceOf } from "./world.ts";
import type { World } from "./world.ts";

const domain = z.object({ id: z.string().nullish(), name: z.string().nullish() });

const authRequest = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()),
      password: z
        .object({
          user: z.object({ name: z.string(), password: z.string(), domain }),
        })
        .optional(),
    }),
    // keystoneauth can ask for no scope by that word.
    scope: z
      .union([
        z.literal("unscoped"),
        z.object({
          project: z.union([
            z.object({ id: z.string() }),
            z.object({ name: z.string(), domain: domain.optional() }),
          ]),
        }),
        z.object({ domain }),
      ])
      .nullish(),
  }),
});

type Auth = z.output<typeof authRequest>["auth"];

/** What a request for a token says. @throws {@link Refusal} 400 or 413 */
export function parseAuth(incoming: Incoming): Auth {
  const parsed = authRequest.safeParse(jsonOf(incoming));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "auth";
    throw keystoneRefusal(400, `Expecting to find ${where} in request body, properly formed.`);
  }
  return parsed.data.auth;
}

function jsonOf(incoming: Incoming): unknown {
  try {
    return parseJsonObject(incoming);
  } catch (error) {
    throw error instanceof Refusal ? keystoneRefusal(error.status, error.message) : error;
  }
}

/** The words for a wrong pair, a wrong token and a wrong scope alike. */
export const wrongPair = "The request you have made requires authentication.";

/** The user of a key pair. @throws {@link Refusal} 401 */
export function authenticate({ world }: Site, { identity }: Auth): User {
  const claim = identity.methods.includes("password") ? identity.password?.user : undefined;
  const user = [...world.users.values()].find(
    ({ apiKey, apiSecret, deleted }) =>
      !deleted && apiKey === claim?.name && apiSecret === claim.password && isDefault(claim.domain),
  );
  if (user === undefined) {
    throw keystoneRefusal(401, wrongPair);
  }
  if (!user.apiAvailability) {
    throw keystoneRefusal(unavailableUserStatus, wrongPair);
  }
  return user;
}

/** Keystone tells names of domains apart without regard to case. */
function isDefault({ id, name }: z.output<typeof domain>): boolean {
  return (id ?? name?.toLowerCase()) === "default";
}

/**
 * The tenant asked for. Someone without a role on it, and on a domain nobody has one, is told no more than someone
 * with a wrong key.
 *
 * @throws {@link Refusal} 401
 */
export function scopeOf({ world }: Site, user: User, { scope }: Auth): Tenant | undefined {
  if (scope === undefined || scope === null || scope === "unscoped") {
    return undefined;
  }
  const tenant = "project" in scope ? tenantNamed(world, scope.project) : undefined;
  if (tenant === undefined || !hasRole(world, user, workspaceOf(world, tenant.workspaceId))) {
    throw keystoneRefusal(401, wrongPair);
  }
  return tenant;
}

function tenantNamed(
  world: World,
  project: { readonly id: string } | { readonly name: string },
): Tenant | undefined {
  return [...world.tenants.values()].find((each) =>
    "id" in project ? each.id === project.id : each.name === project.name,
  );
}
