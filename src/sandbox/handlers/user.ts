import type { EndpointName } from "../../../tools/index.ts";
import { createUser } from "../../../tools/user/create-user.ts";
import { deleteUser } from "../../../tools/user/delete-user.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import { updateApiKey } from "../../../tools/user/update-api-key.ts";
import { updateAutoRoleAssignment } from "../../../tools/user/update-auto-role-assignment.ts";
import { updateUser } from "../../../tools/user/update-user.ts";
import { addUser } from "../birth/user.ts";
import { forbidden } from "../errors.ts";
import { reissueRevokesTokens } from "../guesses.ts";
import type { Contract } from "../model.ts";
import { isPartner, manageContract, manageUser, seeOpenContract, seeUser } from "../permissions.ts";
import { removeUser } from "../removal.ts";
import { created, noContent, ok } from "../reply.ts";
import { claimLoginId, contractOf, isOwner, revokeTokens, usersOf } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";
import { toCreatedUser, toUser, toUserRow } from "./user-body.ts";

const list = handle(listUsers, (call, { contract_id }) => {
  const contract = seeOpenContract(call, contract_id);
  const users = usersOf(call.world, contract.id).map((user) => toUserRow(call, user, contract));
  return ok({ contract_id: contract.id, users });
});

export const userHandlers = {
  list_users: list,
  find_user: list,

  get_user: handle(getUser, (call, { user_id }) => {
    const user = seeUser(call, user_id);
    return ok(toUser(call, user, contractOf(call.world, user.contractId)));
  }),

  create_user: handle(createUser, (call, input) => {
    const contract = contractForNewUser(call, input.contract_id);
    refusePortalContract(contract);
    claimLoginId(call.world, input.login_id);
    const user = addUser(call.world, contract.id, {
      loginId: input.login_id,
      mailAddress: input.mail_address,
      password: input.password,
    });
    return created(toCreatedUser(call, user));
  }),

  update_user: handle(updateUser, (call, { user_id, ...changes }) => {
    const user = user_id === call.caller.id ? call.caller : manageUser(call, user_id);
    refusePortalContract(contractOf(call.world, user.contractId));
    if (changes.login_id !== undefined && changes.login_id !== user.loginId) {
      claimLoginId(call.world, changes.login_id);
    }
    user.loginId = changes.login_id ?? user.loginId;
    user.mailAddress = changes.mail_address ?? user.mailAddress;
    user.password = changes.new_password ?? user.password;
    return noContent;
  }),

  delete_user: handle(deleteUser, (call, { user_id }) => {
    const user = manageUser(call, user_id);
    const contract = contractOf(call.world, user.contractId);
    refusePortalContract(contract);
    if (isOwner(user, contract)) {
      throw forbidden("The contract owner cannot be deleted.");
    }
    removeUser(call.world, user);
    return noContent;
  }),

  update_api_key: handle(updateApiKey, ({ world, caller }, { user_id }) => {
    if (user_id !== caller.id) {
      throw forbidden("Only your own API key pair can be updated.");
    }
    caller.apiKey = world.ids.alphanumeric(32);
    caller.apiSecret = world.ids.alphanumeric(16);
    if (reissueRevokesTokens) {
      revokeTokens(world, [caller]);
    }
    return ok({
      user_id,
      keystone_name: caller.apiKey,
      keystone_password: caller.apiSecret,
      status: "Success",
    });
  }),

  update_auto_role_assignment: handle(updateAutoRoleAssignment, (call, input) => {
    const user = seeUser(call, input.user_id);
    if (!isPartner(call.world, user)) {
      throw forbidden("Automatic roles are for users of a partner.");
    }
    user.autoRoleAssignment = input.auto_role_assignment_flag;
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** Without a contract id it is the caller's own, as the SDKs have it; a partner names an end user's. */
function contractForNewUser(call: Call, contractId: string | undefined): Contract {
  const contract = manageContract(call, contractId);
  if (contractId !== undefined && contract.channel.management) {
    throw forbidden("A partner can create users in end-user contracts only.");
  }
  return contract;
}

/** Users of contracts applied for at the business portal are changed at that portal. */
function refusePortalContract(contract: Contract): void {
  if (contract.loginIntegration === "icp") {
    throw forbidden("The contract was applied for via the business portal.");
  }
}
