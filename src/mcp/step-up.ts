import { OAuthError, OAuthErrorCode, bearerAuthChallengeResponse } from "@modelcontextprotocol/server";
import { risks } from "../../tools/operation.ts";
import { type Caller, scopesUpTo } from "../access/caller.ts";
import { type ProtectedResource, pointerTo } from "./metadata.ts";
import { riskOf } from "./tools/toolbox.ts";

/** The challenge to a caller whose scopes do not reach for a tool that the body calls; undefined when they do. */
export function stepUp(
  body: unknown,
  { scopes }: Caller,
  protectedBy: ProtectedResource | undefined,
): Response | undefined {
  const lacking = toolsCalledIn(body)
    .map(riskOf)
    .filter((risk) => !scopes.includes(`sss:${risk}`));
  const risk = risks.findLast((one) => lacking.includes(one));
  if (risk === undefined) return undefined;
  const error = new OAuthError(OAuthErrorCode.InsufficientScope, `This call takes the scope sss:${risk}.`);
  return bearerAuthChallengeResponse(error, {
    requiredScopes: [...scopesUpTo(risk)],
    ...pointerTo(protectedBy),
  });
}

/** Older clients may send several messages at once. */
function toolsCalledIn(body: unknown): readonly string[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((message) => {
    const { method, params } = fieldsOf(message);
    return method === "tools/call" ? [String(fieldsOf(params)["name"])] : [];
  });
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
