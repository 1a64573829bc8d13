import type { Caller } from "../access/caller.ts";
import { refusal } from "./refusal.ts";

/**
 * The account that a caller is held to: by their token, else by the address they call; nothing where they choose with each
 * call. Or the answer to one that is not there, or not the one of the token.
 */
export function accountOf(
  request: Request,
  { account: held }: Caller,
  accounts: readonly string[],
): { readonly account?: string } | Response {
  const wished = new URL(request.url).searchParams.get("account") ?? undefined;
  if (held !== undefined && !accounts.includes(held))
    return refusal(403, "This token is for an account that is not set up here (any more).");
  if (held !== undefined && wished !== undefined && wished !== held)
    return refusal(403, `account: this token is for the account ${held} alone.`);
  if (wished !== undefined && !accounts.includes(wished))
    return refusal(400, `account: expected one of ${accounts.join(", ")}.`);
  const account = held ?? wished;
  return account === undefined ? {} : { account };
}
