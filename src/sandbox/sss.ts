import { unauthorized } from "./errors.ts";
import { handlers } from "./handlers/index.ts";
import { passIamGate } from "./iam-gate.ts";
import { parseJsonObject } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import { parseQuery } from "./input.ts";
import { toRulePath } from "./guesses.ts";
import type { User } from "./model.ts";
import { requireRole } from "./permissions.ts";
import type { Reply } from "./reply.ts";
import { matchRoute } from "./router.ts";
import type { NamedOperation } from "./router.ts";
import { endpointsOf } from "./site.ts";
import type { Site } from "./site.ts";
import { userOf } from "./world.ts";
import type { World } from "./world.ts";

/** Answers a call of SSS; `path` is what stands below `/api/{version}`. */
export function answerSss({ world }: Site, incoming: Incoming, version: string, path: string): Reply {
  const { operation, parameters } = matchRoute(incoming.method, version, path);
  const caller = authenticate(world, incoming);
  const sent = parametersOf(operation, incoming);
  passIamGate(world, caller, {
    basePath: "/ecl-sss",
    path: toRulePath(version, path),
    verb: incoming.method,
    ipAddress: incoming.peer,
    parameters: sent,
  });
  requireRole({ world, caller }, operation);
  const call = { world, caller, version, endpoints: endpointsOf(incoming) };
  return handlers[operation.name](call, { ...sent, ...parameters });
}

function authenticate(world: World, { headers }: Incoming): User {
  const token = world.tokens.get(String(headers["x-auth-token"]));
  if (token === undefined) {
    throw unauthorized();
  }
  return userOf(world, token.userId);
}

/** What a read says in its query, and a write in its body. */
function parametersOf(operation: NamedOperation, incoming: Incoming): Record<string, unknown> {
  return operation.effect === "read"
    ? parseQuery(operation.input, incoming.query)
    : parseJsonObject(incoming);
}
