import type { Actor } from "../actor.ts";
import { type Ending, failed } from "../outcome.ts";
import { visible } from "../plain.ts";
import type { Request } from "../request.ts";
import type { Branch } from "./branch.ts";

/** The branch that somebody means: the one they name, or the only one. */
export function meantBy(
  { account }: Pick<Actor, "account">,
  branches: readonly Branch[],
): Branch | undefined {
  if (account === undefined) return branches.length === 1 ? branches[0] : undefined;
  return branches.find(({ name }) => name === account);
}

/** Why a call goes to none of the accounts: it names none of several, or one that is not there. */
export function noAccount({ operation, actor }: Request, branches: readonly Branch[]): Ending {
  const names = branches.map(({ name }) => name).join(", ");
  const why =
    actor.account === undefined
      ? "account is missing: there are several, and each call names the one it means"
      : `account: there is none called ${JSON.stringify(visible(actor.account).slice(0, longestShown))}`;
  const message = `${operation.name} was not run: ${why}. Expected one of: ${names}.`;
  return failed(operation, "invalid_request", message);
}

const longestShown = 60;
