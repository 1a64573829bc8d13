import { getBillingInfo } from "../../../tools/billing/get-billing-info.ts";
import { getMonthlyBillingOfEachContract } from "../../../tools/billing/get-monthly-billing-of-each-contract.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { forbidden, notFound } from "../errors.ts";
import { billingCurrency } from "../guesses.ts";
import type { Contract, Tenant } from "../model.ts";
import { isPartner, seeContract } from "../permissions.ts";
import { ok } from "../reply.ts";
import { toTime } from "../time.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";

export const billingHandlers = {
  get_billing_info: handle(getBillingInfo, (call, { contract_id, target_month }) => {
    const contract = seeContract(call, contract_id);
    if (!contract.chargeReferenceAvailability && !isPartner(call.world, call.caller)) {
      throw forbidden("The partner does not show charges to this contract.");
    }
    return ok({ contract_id, ...toBill(call.world, contract, target_month) });
  }),

  get_monthly_billing_of_each_contract: handle(getMonthlyBillingOfEachContract, (call, input) => {
    const { id } = seeContract(call, input.contract_id);
    const target = seeContract(call, input.target_contract_id);
    return ok({
      contract_id: id,
      owner_contract_id: target.id,
      ...toBill(call.world, target, input.target_month),
    });
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function toBill(world: World, contract: Contract, month: string): Record<string, unknown> {
  const { startsAt, endsAt } = cycleOf(month);
  const end = contract.endedAt ?? world.now();
  if (startsAt > end || endsAt <= contract.startedAt) {
    throw notFound("Charges of", month);
  }
  return {
    customer_number: contract.externalReferenceId,
    charge_status: endsAt <= world.now() ? "fixed" : "estimated",
    cycle_start_time: toTime(startsAt),
    cycle_end_time: toTime(endsAt - 1000),
    charge_data: { data: { item: toCharges(world, contract, endsAt) } },
  };
}

function cycleOf(month: string): { readonly startsAt: number; readonly endsAt: number } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { startsAt: Date.UTC(year, number - 1), endsAt: Date.UTC(year, number) };
}

interface Item {
  readonly name: string;
  readonly description?: string;
  readonly amount: number;
  readonly currency: string;
  readonly item?: readonly Item[];
}

/** Contract, tenants, service and kind nest as items; every level bears the sum of the levels below it. */
function toCharges(world: World, contract: Contract, endsAt: number): Item {
  const tenants = [...world.tenants.values()].filter(
    (tenant) => tenant.contractId === contract.id && tenant.startedAt < endsAt,
  );
  return toSum("Total", tenants.map(toTenantCharges));
}

function toTenantCharges(tenant: Tenant): Item {
  const server = { ...toSum("Virtual Server", toInstances(tenant)) };
  return toSum("Tenants", [toSum("Enterprise Cloud 2.0", [server])], `${tenant.id}/${tenant.name}`);
}

/** The same tenant costs the same every month: a price read off its id. */
function toInstances(tenant: Tenant): readonly Item[] {
  const kinds = ["Compute", "Volume"].map((name, index) => ({
    name,
    description: tenant.id.slice(index * 8, index * 8 + 8),
    amount: Number.parseInt(tenant.id.slice(index * 4, index * 4 + 4), 16),
    currency: billingCurrency,
  }));
  return kinds;
}

function toSum(name: string, item: readonly Item[], description?: string): Item {
  const amount = item.reduce((sum, each) => sum + each.amount, 0);
  return { name, ...(description !== undefined && { description }), amount, currency: billingCurrency, item };
}
