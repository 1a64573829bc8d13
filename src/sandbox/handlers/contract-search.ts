import type * as z from "zod";
import type { searchContracts } from "../../../tools/contract/search-contracts.ts";
import type { Contract } from "../model.ts";
import { between } from "../query-time.ts";
import { usersOf } from "../world.ts";
import type { World } from "../world.ts";

type Times = Pick<
  z.output<(typeof searchContracts)["input"]>,
  "start_time_from" | "start_time_to" | "end_time_from" | "end_time_to"
>;

type Wanted = Times & Readonly<Record<string, unknown>>;

/** Tells whether a contract is what a search asks for: the one key, and the times around it. */
export function searchFor(world: World, wanted: Wanted): (contract: Contract) => boolean {
  const startedThen = between(wanted.start_time_from, wanted.start_time_to);
  const endedThen = between(wanted.end_time_from, wanted.end_time_to);
  return (contract) =>
    startedThen(contract.startedAt) && endedThen(contract.endedAt) && matchesKey(world, contract, wanted);
}

function matchesKey(world: World, contract: Contract, wanted: Wanted): boolean {
  const tenants = [...world.tenants.values()].filter((tenant) => tenant.contractId === contract.id);
  const facts: Readonly<Record<string, readonly string[]>> = {
    contract_id: [contract.id],
    customer_number: [contract.externalReferenceId],
    company_code: [],
    channel_id: [contract.channel.id],
    channel_name: [contract.channel.name],
    tenant_id: tenants.map((tenant) => tenant.id),
    tenant_name: tenants.map((tenant) => tenant.name),
    user_id: usersOf(world, contract.id).map((user) => user.id),
  };
  return Object.entries(facts).every(
    ([key, values]) => wanted[key] === undefined || values.some((value) => value === wanted[key]),
  );
}
