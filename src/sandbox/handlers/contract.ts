import type { EndpointName } from "../../../tools/index.ts";
import { createContract } from "../../../tools/contract/create-contract.ts";
import { deleteContract } from "../../../tools/contract/delete-contract.ts";
import { getContract } from "../../../tools/contract/get-contract.ts";
import { listContracts } from "../../../tools/contract/list-contracts.ts";
import { searchContracts } from "../../../tools/contract/search-contracts.ts";
import { updateContractOwner } from "../../../tools/contract/update-contract-owner.ts";
import { updateContract } from "../../../tools/contract/update-contract.ts";
import { addContract } from "../birth/contract.ts";
import { defaultGroupOf } from "../birth/iam.ts";
import { badRequest, conflict, forbidden } from "../errors.ts";
import { toAccepted, toContractRow } from "../guesses.ts";
import type { Contract, Transaction, User } from "../model.ts";
import { canSee, manageContract, seeContract } from "../permissions.ts";
import { closeContract } from "../removal.ts";
import { accepted, noContent, ok } from "../reply.ts";
import { begin } from "../settle.ts";
import { toTime } from "../time.ts";
import { claimLoginId, isOwner, userOf } from "../world.ts";
import type { World } from "../world.ts";
import { searchFor } from "./contract-search.ts";
import { ownChannel } from "./channel.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

export const contractHandlers = {
  list_contracts: handle(listContracts, (call, { channel_id, include_deleted }) => {
    const channel = ownChannel(call, channel_id);
    const contracts = contractsOf(call).filter((contract) => contract.channel === channel);
    return ok({
      contracts: contracts.filter((contract) => isListed(contract, include_deleted)).map(toRow),
    });
  }),

  search_contracts: handle(searchContracts, (call, { include_deleted = false, max_rows, ...wanted }) => {
    const contracts = contractsOf(call)
      .filter((contract) => isListed(contract, include_deleted))
      .filter(searchFor(call.world, wanted));
    return ok({ contracts: contracts.slice(0, max_rows).map(toRow) });
  }),

  get_contract: handle(getContract, (call, { contract_id }) =>
    ok(toContract(seeContract(call, contract_id))),
  ),

  create_contract: handle(createContract, (call, input) => {
    const channel = ownChannel(call, input.channel_id);
    if (channel.management) {
      throw forbidden("Contracts are created in the end-user channel.");
    }
    claimLoginId(call.world, input.login_id);
    const transaction = begin(call.world, call.caller.contractId, () => {
      const { id } = addContract(call.world, {
        channel,
        owner: {
          loginId: input.login_id,
          mailAddress: input.mail_address,
          password: input.password,
        },
        description: input.description,
        externalReferenceId: input.external_reference_id,
      });
      return { contractId: id };
    });
    return accepted(toAccepted(transaction.id));
  }),

  update_contract: handle(updateContract, (call, { contract_id, ...changes }) => {
    const contract = manageContract(call, contract_id);
    contract.chargeReferenceAvailability =
      changes.charge_reference_availability ?? contract.chargeReferenceAvailability;
    contract.externalReferenceId = changes.external_reference_id ?? contract.externalReferenceId;
    contract.description = changes.description ?? contract.description;
    return noContent;
  }),

  update_contract_owner: handle(updateContractOwner, (call, { contract_id, user_id }) => {
    const contract = manageContract(call, contract_id);
    const heir = userOf(call.world, user_id);
    if (heir.contractId !== contract.id) {
      throw badRequest("Parameter : User_id does not belong to the contract.");
    }
    if (isOwner(heir, contract)) {
      throw conflict("The user owns the contract already.");
    }
    const act = () => handOver(call.world, contract, userOf(call.world, user_id));
    return accepted(toAccepted(begin(call.world, call.caller.contractId, act).id));
  }),

  delete_contract: handle(deleteContract, (call, { contract_id }) => {
    const contract = manageContract(call, contract_id);
    if (contract.channel.management) {
      throw forbidden("A partner's own contract cannot be deleted.");
    }
    closeContract(call.world, contract);
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** The old owner becomes an ordinary user, and keeps the access to workspaces that owning gave him. */
function handOver(world: World, contract: Contract, heir: User): ReturnType<Transaction["finish"]> {
  const before = userOf(world, contract.ownerId);
  for (const workspace of world.workspaces.values()) {
    if (workspace.contractId === contract.id) {
      workspace.userIds.add(before.id);
    }
  }
  before.superUser = false;
  heir.superUser = true;
  // The owner belongs to the default IAM group and to the root contract group, for as long as he is one.
  defaultGroupOf(world, contract.id)?.userIds.add(heir.id);
  heir.contractGroupId = undefined;
  contract.ownerId = heir.id;
  return { contractId: contract.id };
}

/** The contracts a partner's user can see, open and closed. */
function contractsOf(call: Call): Contract[] {
  return [...call.world.contracts.values()].filter((contract) => canSee(call, contract));
}

function isListed(contract: Contract, includeDeleted: boolean): boolean {
  return includeDeleted || contract.status === "enable";
}

function toRow(contract: Contract): Record<string, unknown> {
  return toContractRow(toContract(contract));
}

function toContract(contract: Contract): Record<string, unknown> {
  return {
    contract_id: contract.id,
    customer_number: contract.externalReferenceId,
    channel_name: contract.channel.name,
    channel_id: contract.channel.id,
    management_channel: contract.channel.management,
    contract_owner_user_id: contract.ownerId,
    status: contract.status,
    login_integration: contract.loginIntegration,
    start_time: toTime(contract.startedAt),
    end_time: toTime(contract.endedAt),
    company_code: "",
    icp_portal_id: "",
    glass_customer_id: "",
    glass_user_id: "",
    brand_id: "ecl2",
    charge_reference_availability: contract.chargeReferenceAvailability,
    description: contract.description,
  };
}
