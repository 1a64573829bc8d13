import type { Contract, User } from "../model.ts";
import { toTime } from "../time.ts";
import { isOwner } from "../world.ts";
import type { Call } from "./handler.ts";

/** A user as a list shows him: v1.0 repeats the contract, v2 tells the flags. */
export function toUserRow({ world, version }: Call, user: User, contract: Contract): Record<string, unknown> {
  return {
    user_id: user.id,
    ...toNames(world.region, user),
    start_time: toTime(user.startedAt),
    ...(version === "v1.0" ? { contract_id: user.contractId } : toFlags(user, contract)),
  };
}

/** A user in full. The secret is shown once, on creation and reissue. */
export function toUser(
  { world, version, endpoints }: Call,
  user: User,
  contract: Contract,
): Record<string, unknown> {
  return {
    user_id: user.id,
    ...toNames(world.region, user),
    ...toFlags(user, contract),
    keystone_name: user.apiKey,
    keystone_endpoint: endpoints.keystone,
    sss_endpoint: endpoints.sss,
    start_time: toTime(user.startedAt),
    contract_id: user.contractId,
    login_integration: contract.loginIntegration,
    external_reference_id: contract.externalReferenceId,
    brand_id: "ecl2",
    api_only: false,
    otp_activation: false,
    ...(version === "v2" && {
      auto_role_assignment_flag: user.autoRoleAssignment,
      external_user_type: contract.loginIntegration === "icp" ? "iop" : "",
    }),
  };
}

/** Names are known in the user's home region only; elsewhere they are empty. */
function toNames(region: string, user: User): Record<string, unknown> {
  return user.homeRegion === region
    ? { login_id: user.loginId, mail_address: user.mailAddress }
    : { login_id: "", mail_address: "" };
}

function toFlags(user: User, contract: Contract): Record<string, unknown> {
  return {
    contract_owner: isOwner(user, contract),
    super_user: user.superUser,
    api_availability: user.apiAvailability,
  };
}

/** A user as his creation answers; v2 keeps the key pair to itself. */
export function toCreatedUser({ version, endpoints }: Call, user: User): Record<string, unknown> {
  return {
    login_id: user.loginId,
    mail_address: user.mailAddress,
    user_id: user.id,
    contract_id: user.contractId,
    ...(version === "v1.0" && { keystone_name: user.apiKey, keystone_password: user.apiSecret }),
    keystone_endpoint: endpoints.keystone,
    sss_endpoint: endpoints.sss,
    password: user.password,
  };
}
