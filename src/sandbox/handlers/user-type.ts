import type { EndpointName } from "../../../tools/index.ts";
import { getUserType } from "../../../tools/user-type/get-user-type.ts";
import { listUserTypes } from "../../../tools/user-type/list-user-types.ts";
import { updateUserType } from "../../../tools/user-type/update-user-type.ts";
import { badRequest, conflict } from "../errors.ts";
import { toUserTypeRow } from "../guesses.ts";
import type { Grant, User } from "../model.ts";
import { isPartner, manageUser, seeOpenContract, seeUser } from "../permissions.ts";
import { noContent, ok } from "../reply.ts";
import { contractOf, isOwner, usersOf } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";

export const userTypeHandlers = {
  list_user_types: handle(listUserTypes, (call, { contract_id }) => {
    const contract = seeOpenContract(call, contract_id);
    return ok({
      users: usersOf(call.world, contract.id).map((user) => toUserTypeRow(toUserType(call.world, user))),
    });
  }),

  get_user_type: handle(getUserType, (call, { user_id }) =>
    ok(toUserType(call.world, seeUser(call, user_id))),
  ),

  update_user_type: handle(updateUserType, (call, { user_id, super_user, grant }) => {
    const user = manageUser(call, user_id);
    if (isOwner(user, contractOf(call.world, user.contractId))) {
      throw conflict("The type of the contract owner cannot be changed.");
    }
    requireGrants(call.world, user, grant ?? user.grants);
    user.superUser = super_user;
    user.grants = [...new Set(grant ?? user.grants)];
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function requireGrants(world: World, user: User, grants: readonly Grant[]): void {
  if (grants.includes("tenant") && !grants.includes("user")) {
    throw badRequest(
      "Parameter : Grant does not contain required operation auth ID. " +
        "Insufficient operation auth ID list for tenant operation: [user]",
      "RequiredOperationAuthInsufficient:tenant:user",
    );
  }
  if (grants.includes("iam_contract_group") && !isPartner(world, user)) {
    throw badRequest("Parameter : Grant iam_contract_group is for users of a partner only.");
  }
}

function toUserType(world: World, user: User): Record<string, unknown> {
  return {
    user_id: user.id,
    contract_owner: isOwner(user, contractOf(world, user.contractId)),
    super_user: user.superUser,
    grant: user.grants,
  };
}
