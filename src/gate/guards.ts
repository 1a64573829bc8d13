import type { Operation } from "../../tools/operation.ts";
import { flagOf, isSameId, mentions, recordsIn } from "./facts.ts";
import type { TicketStep } from "../store/records.ts";
import type { Human } from "./policy/people.ts";
import { endpointOf } from "./workflow/states.ts";

/** The account on SSS that the server itself acts with. */
export interface Own {
  /** The key in use now (`keystone_name`). Undefined: not known, so any user may be it. */
  readonly apiKey: string | undefined;
  /** Those that the server runs on beside it, for other accounts. */
  readonly otherApiKeys?: readonly string[];
  /** The user whose key it is; without it, it is read off where an answer shows it beside the key. */
  readonly userId?: string;
  /** The contract of that user. */
  readonly contractId?: string;
}

/** What the gate read before anybody was asked, and for whom. */
export interface Seen {
  readonly before: Record<string, unknown>;
  readonly impact: readonly { readonly operation: string; readonly answer: Record<string, unknown> }[];
  /** Of a workflow what it is to do: each step is judged by itself. */
  readonly steps?: readonly TicketStep[];
  readonly own: Own;
  /** Whoever asks; on deciding a ticket, whoever decides. */
  readonly requester: Human | undefined;
}

/** What the guards say: nothing, never, or only with a second person. */
export type Guarded =
  | { readonly kind: "pass" }
  | { readonly kind: "deny"; readonly message: string }
  | { readonly kind: "second"; readonly reason: string };

type Guard = (operation: Operation, input: Record<string, unknown>, seen: Seen) => Guarded;

const guards: readonly Guard[] = [contractOwner, ownAccount, ownRequest, ownRights];

/**
 * The rules that no policy can switch off. Where what a guard has to know was not shown, it wants a second person.
 * They judge one call by what was read for it, so they cannot see:
 *
 * - what a user gains by taking over another (`update_user` of somebody's mail address, a new user made for oneself):
 *   only the steps that then hand rights to the requester or to the server's own user are seen;
 * - who a requester is on SSS, when neither the policy gives a `sssUserId` for their principal nor the face knows it;
 * - members of IAM groups that no read of the call shows: `list_iam_groups`, read before a role is changed, has none;
 * - the server's own user in a group or contract, unless its id is given or shown beside the key;
 * - that the tenant the token is scoped to is deleted: the key goes on working, and the setting has to change.
 */
export function guard(operation: Operation, input: Record<string, unknown>, seen: Seen): Guarded {
  if (operation.effect === "read" && operation.risk === "read") return pass;
  const calls = seen.steps?.map((step) => ({ operation: endpointOf(step), input: step.input }));
  const verdicts = (calls ?? [{ operation, input }]).flatMap((call) =>
    guards.map((judge) => judge(call.operation, call.input, seen)),
  );
  return (
    verdicts.find(({ kind }) => kind === "deny") ?? verdicts.find(({ kind }) => kind === "second") ?? pass
  );
}

const pass: Guarded = { kind: "pass" };

/** The contract owner is never deleted. Without a clear no from SSS, a second person has to know. */
function contractOwner({ name }: Operation, { user_id }: Record<string, unknown>, seen: Seen): Guarded {
  if (name !== "delete_user") return pass;
  const flags = recordsOf(user_id, seen).map(({ contract_owner }) => flagOf(contract_owner));
  const ownsContract = recordsSeen(seen).some((record) =>
    isSameId(record["contract_owner_user_id"], user_id),
  );
  if (ownsContract || flags.includes("yes")) {
    return deny(
      "The contract owner is never deleted; hand the contract over first, with update_contract_owner.",
    );
  }
  return flags.includes("no") ? pass : second("SSS did not show whether this user is the contract owner.");
}

/** Writes on a user that take nothing away from it that the API needs: of a reissued key, the server has the new one. */
const harmless: readonly string[] = ["update_user_notifications", "update_available_menus", "update_api_key"];

/** Deleting a tenant takes nobody's access to the API, only to that tenant. */
const sparesUsers: readonly string[] = ["delete_tenant", "delete_workspace"];

/** The account the server runs on is never deleted, and nothing that may lock it out is done by one person. */
function ownAccount(operation: Operation, input: Record<string, unknown>, seen: Seen): Guarded {
  const { name, effect } = operation;
  if (effect === "create" || harmless.includes(name)) return pass;
  if (input["user_id"] === undefined) return ownBelonging(operation, input, seen);
  switch (isOwnUser(input["user_id"], seen)) {
    case "yes":
      return name === "delete_user"
        ? deny("This is the user whose API key this server runs on, and it is never deleted from here.")
        : second(`It changes the user whose API key this server runs on, and ${name} may lock it out.`);
    case "unknown":
      return second("SSS did not show whether this is the user whose API key this server runs on.");
    case "no":
      return isSameId(seen.before["contract_owner_user_id"], ownUserId(seen))
        ? second("It takes a contract from the user whose API key this server runs on.")
        : pass;
  }
}

/** What the server's own user belongs to, so that it is hit with everybody else: a group, a role, its contract. */
function ownBelonging(operation: Operation, input: Record<string, unknown>, seen: Seen): Guarded {
  const { name, risk, command } = operation;
  const mayHitUsers = (risk === "destroy" || command.startsWith("iam ")) && !sparesUsers.includes(name);
  if (!mayHitUsers) return pass;
  const { own, before, impact } = seen;
  const isOwnContract =
    name === "delete_contract" &&
    [input["contract_id"], before["contract_id"]].some((id) => isSameId(id, own.contractId));
  const isMember = [ownUserId(seen), ...keysOf(own)].some((id) => mentions([input, before, impact], id));
  return isOwnContract || isMember
    ? second(`It hits the user whose API key this server runs on, and ${name} may lock it out.`)
    : pass;
}

/** Nobody approves their own request on SSS. Denying or cancelling one is left to SSS. */
function ownRequest({ name }: Operation, { status }: Record<string, unknown>, seen: Seen): Guarded {
  // Whatever is not clearly a no is taken for an approval.
  const isApproval = !["denied", "cancelled"].some((no) => isSameId(status, no));
  if (name !== "update_approval_request" || !isApproval) return pass;
  const { request_user_id } = seen.before;
  const raisedHere = isOwnRequest(seen);
  if (raisedHere === "yes") {
    return deny("The account this server runs on raised this request, and nobody approves their own.");
  }
  if (isSameId(request_user_id, seen.requester?.sssUserId)) {
    return deny("The requester raised this request on SSS, and nobody approves their own.");
  }
  const isShown = raisedHere === "no" && !isBlank(request_user_id);
  return isShown ? pass : second("SSS did not show who raised this request.");
}

/** SSS says so itself with a flag; where it does not, the ids tell. */
function isOwnRequest(seen: Seen): "yes" | "no" | "unknown" {
  const { request_user_id, request_user } = seen.before;
  const id = ownUserId(seen);
  if (isSameId(request_user_id, id)) return "yes";
  const flag = flagOf(request_user);
  return flag === "unknown" && id !== undefined && !isBlank(request_user_id) ? "no" : flag;
}

/** Writes on a user that give it nothing it may not do already. */
const raisesNobody: readonly string[] = ["update_user", "update_api_key", "update_user_notifications"];

/** Writes on a group that hand rights to everybody in it. */
const raisesMembers: readonly string[] = [
  "assign_iam_role_to_group",
  "update_iam_role",
  "assign_contract_to_contract_group",
];

/**
 * Nobody raises their own rights alone: neither those of their user on SSS, nor those of the server's own user, through
 * which everybody acts who asks here.
 */
function ownRights(operation: Operation, input: Record<string, unknown>, seen: Seen): Guarded {
  if (operation.effect === "delete" || !mayRaise(operation, input, seen)) return pass;
  const { user_id } = input;
  const { requester, before, impact } = seen;
  const isRaised = (id: string | undefined) =>
    user_id === undefined ? mentions([before, impact], id) : isSameId(user_id, id);
  if (isRaised(requester?.sssUserId)) return second("It may raise the rights of whoever asks.");
  const isOwnRaised =
    isRaised(ownUserId(seen)) || (user_id !== undefined && isOwnUser(user_id, seen) === "yes");
  return isOwnRaised ? second("It may raise the rights of the account this server runs on.") : pass;
}

function mayRaise({ name }: Operation, input: Record<string, unknown>, { before }: Seen): boolean {
  switch (name) {
    case "update_user_type":
      return isRaise(input, before);
    case "update_iam_role":
      return input["resources"] !== undefined;
    case "update_auto_role_assignment":
      return flagOf(input["auto_role_assignment_flag"]) !== "no";
    default:
      return input["user_id"] === undefined ? raisesMembers.includes(name) : !raisesNobody.includes(name);
  }
}

/** Whether a user type gives anything that the one before did not. */
function isRaise(input: Record<string, unknown>, before: Record<string, unknown>): boolean {
  const becomesSuperUser = flagOf(input["super_user"]) !== "no" && flagOf(before["super_user"]) !== "yes";
  const had = [before["grant"]].flat();
  const gains = [input["grant"] ?? []].flat().some((one) => !had.some((known) => isSameId(known, one)));
  return becomesSuperUser || gains;
}

/** Whether a user is the one whose key the server runs on; of other accounts as far as the key is shown. */
function isOwnUser(userId: unknown, seen: Seen): "yes" | "no" | "unknown" {
  const keys = recordsOf(userId, seen).map(({ keystone_name }) => keystone_name);
  const id = ownUserId(seen);
  const isOwnKey = (key: unknown) => keysOf(seen.own).some((own) => isSameId(key, own));
  if (isSameId(userId, id) || keys.some(isOwnKey)) return "yes";
  const isAnother = id !== undefined || (seen.own.apiKey !== undefined && keys.some((key) => !isBlank(key)));
  return isAnother ? "no" : "unknown";
}

function keysOf({ apiKey, otherApiKeys = [] }: Own): readonly (string | undefined)[] {
  return [apiKey, ...otherApiKeys];
}

function ownUserId(seen: Seen): string | undefined {
  const shown = recordsSeen(seen)
    .filter(({ keystone_name }) => isSameId(keystone_name, seen.own.apiKey))
    .map(({ user_id }) => user_id);
  return seen.own.userId ?? shown.find((id) => typeof id === "string" && !isBlank(id))?.toString();
}

/** What was read about a user: the records that carry its id, and those that carry none. */
function recordsOf(userId: unknown, seen: Seen): readonly Record<string, unknown>[] {
  return recordsSeen(seen).filter(({ user_id }) => isBlank(user_id) || isSameId(user_id, userId));
}

function recordsSeen({ before, impact }: Seen): readonly Record<string, unknown>[] {
  return recordsIn([before, ...impact.map(({ answer }) => answer)]);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function deny(message: string): Guarded {
  return { kind: "deny", message };
}

function second(reason: string): Guarded {
  return { kind: "second", reason };
}
