import { listChannels } from "../../../tools/channel/list-channels.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import { flagOf, isSameId, recordsIn } from "../facts.ts";
import { type Advice, type AdviceMeans, type FailedCall, nothing } from "./advice.ts";

/** Which role on SSS a call takes that was not permitted, whether the account has it, and who can give it. */
export async function aboutRole(call: FailedCall, means: AdviceMeans): Promise<Advice> {
  switch (call.operation.role) {
    case "any":
      return nothing;
    case "partner":
      return aboutPartner(call, means);
    case "super_user":
      return aboutSuperUser(call, means);
  }
}

const lacksIamRole =
  "Ask the contract owner for an IAM group with a role that permits it (list_iam_roles shows the roles).";

async function aboutPartner({ actor }: FailedCall, { read }: AdviceMeans): Promise<Advice> {
  const channels = await read(listChannels, { get_contracts: false }, actor);
  if (channels.kind === "done") {
    return { message: "It takes a partner's user, which this account is.", next: lacksIamRole };
  }
  const isRefused = channels.kind === "failed" && channels.code === "forbidden";
  const standing = isRefused ? "this account is none" : "whether this account is one is not known";
  return {
    message: `It takes a partner's user, and ${standing}.`,
    next: "Have the partner do it, or whoever runs this server set the API key of a partner's user.",
  };
}

async function aboutSuperUser(call: FailedCall, means: AdviceMeans): Promise<Advice> {
  const own = await ownUser(call, means);
  if (own?.isSuperUser === true) {
    return { message: "It takes a super user, which this account is.", next: lacksIamRole };
  }
  const standing = own === undefined ? "whether this account is one is not known" : "this account is none";
  const userId = own?.userId ?? "(the user of this API key)";
  return {
    message: `It takes a super user, and ${standing}.`,
    next: `Have the contract owner run update_user_type user_id=${userId} super_user=true.`,
  };
}

/** Users that are looked into to find the one whose key this is. */
const mostUsers = 10;

interface OwnUser {
  /** Undefined where only so much is known, that it is none of the super users. */
  readonly userId: string | undefined;
  readonly isSuperUser: boolean;
}

/** The user the server acts as, super users first; undefined where reads do not tell. */
export async function ownUser(
  { actor }: Pick<FailedCall, "actor">,
  { read, ownApiKey }: AdviceMeans,
): Promise<OwnUser | undefined> {
  const apiKey = await ownApiKey().catch(() => undefined);
  const listed = await read(listUsers, {}, actor);
  if (apiKey === undefined || listed.kind !== "done") return undefined;
  const users = recordsIn(listed.answer["users"]).toSorted((left, right) => rank(right) - rank(left));
  const looked = users.slice(0, mostUsers);
  for (const { user_id } of looked) {
    const shown = await read(getUser, { user_id }, actor);
    if (shown.kind !== "done") return undefined;
    if (isSameId(shown.answer["keystone_name"], apiKey)) {
      return { userId: String(user_id), isSuperUser: rank(shown.answer) > 0 };
    }
  }
  const isNone = users.length > 0 && users.slice(looked.length).every((user) => rank(user) === 0);
  return isNone ? { userId: undefined, isSuperUser: false } : undefined;
}

function rank({ super_user, contract_owner }: Record<string, unknown>): number {
  return [super_user, contract_owner].some((flag) => flagOf(flag) === "yes") ? 1 : 0;
}
