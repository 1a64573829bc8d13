import { keystoneRefusal, Refusal } from "./errors.ts";
import { passIamGate } from "./iam-gate.ts";
import type { Incoming } from "./incoming.ts";
import { authenticate, parseAuth, scopeOf, wrongPair } from "./keystone-auth.ts";
import { toTokenBody, toVersion } from "./keystone-body.ts";
import type { Token } from "./model.ts";
import { noContent, ok } from "./reply.ts";
import type { Reply } from "./reply.ts";
import { endpointsOf } from "./site.ts";
import type { Site } from "./site.ts";

type Answer = (site: Site, incoming: Incoming) => Reply;

const routes: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  "/": { GET: listVersions },
  "/v3": { GET: (_site, incoming) => ok({ version: toVersion(endpointsOf(incoming).keystone) }) },
  "/v3/auth/tokens": { POST: issueToken, GET: validateToken, DELETE: revokeToken },
};

/** Answers what is Keystone's: `path` is what stands behind the host, or behind `/keystone` on GL1. */
export function answerKeystone(site: Site, incoming: Incoming, path: string): Reply {
  const methods = routes[path.replace(/(?<=.)\/$/, "") || "/"];
  if (methods === undefined) {
    throw keystoneRefusal(404, "The resource could not be found.");
  }
  const answer = methods[incoming.method];
  if (answer === undefined) {
    throw new Refusal(405, "The method is not allowed for the requested URL.", {
      shape: "keystone",
      headers: { Allow: Object.keys(methods).join(", ") },
    });
  }
  return answer(site, incoming);
}

function listVersions(_site: Site, incoming: Incoming): Reply {
  return { status: 300, body: { versions: { values: [toVersion(endpointsOf(incoming).keystone)] } } };
}

function issueToken(site: Site, incoming: Incoming): Reply {
  const auth = parseAuth(incoming);
  const user = authenticate(site, auth);
  passIamGate(site.world, user, {
    basePath: "/ecl-keystone",
    path: "/v3/auth/tokens",
    verb: "POST",
    ipAddress: incoming.peer,
    parameters: {},
  });
  const tenant = scopeOf(site, user, auth);
  const { world } = site;
  const issuedAt = world.now();
  const token: Token = {
    id: world.ids.hex(32),
    auditId: world.ids.alphanumeric(22),
    userId: user.id,
    tenantId: tenant?.id,
    issuedAt,
    expiresAt: issuedAt + site.tokenLifeMs,
  };
  world.tokens.set(token.id, token);
  return toTokenReply(site, incoming, token, 201);
}

function validateToken(site: Site, incoming: Incoming): Reply {
  return toTokenReply(site, incoming, subjectOf(site, incoming), 200);
}

function revokeToken(site: Site, incoming: Incoming): Reply {
  site.world.tokens.delete(subjectOf(site, incoming).id);
  return noContent;
}

function subjectOf({ world }: Site, { headers }: Incoming): Token {
  const asking = world.tokens.get(String(headers["x-auth-token"]));
  if (asking === undefined) {
    throw keystoneRefusal(401, wrongPair);
  }
  const subject = world.tokens.get(String(headers["x-subject-token"]));
  if (subject === undefined || subject.userId !== asking.userId) {
    throw keystoneRefusal(404, "Could not find token.");
  }
  return subject;
}

function toTokenReply(site: Site, incoming: Incoming, token: Token, status: number): Reply {
  const withCatalog =
    !incoming.query.has("nocatalog") && (token.tenantId !== undefined || site.unscopedCatalog);
  return {
    status,
    headers: { "X-Subject-Token": token.id, Vary: "X-Auth-Token" },
    body: { token: toTokenBody(site.world, token, withCatalog ? endpointsOf(incoming) : undefined) },
  };
}
