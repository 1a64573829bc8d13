import { expect, test, vi } from "vitest";
import { approve } from "../../src/gate/approve.ts";
import type { Means } from "../../src/gate/execute.ts";
import type { GateOptions } from "../../src/gate/options.ts";
import { openTestHouse } from "../house.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { openBeside, run, taro, tenantOf, ticketFor, writesOn } from "./flow/flow.ts";

/** What is told of a ticket that outlasts the patience, and stands so by then. */
async function toldOf(state: "open" | "running") {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  const never = new Promise<never>(() => undefined);
  const means = { track: () => never, ledger: { get: async () => ({ ...ticket, state }) } };
  const options = { ownApiKey: () => never, patienceMs: 1 };
  return approve(
    { ticket, actor: taro, reason: undefined },
    means as unknown as Means,
    options as unknown as GateOptions,
  );
}

test.for([
  ["open", /^The last look at SSS before it runs is under way/],
  ["running", /^It was accepted and is under way/],
] as const)("a ticket that is %s when the patience ends is told as it stands", async ([state, message]) => {
  expect(await toldOf(state)).toMatchObject({
    kind: "pending",
    message: expect.stringMatching(message),
    ticket: { state },
  });
});

test("a ticket that was approved as the store failed for a moment has ended, and was not run", async () => {
  const sandboxed = await openTestHouse();
  const faults: unknown[] = [];
  const house = await openBeside(sandboxed, { onFault: (fault) => faults.push(fault) });
  const input = { tenant_id: tenantOf(sandboxed, "hoshino-web").id };
  const ticket = await ticketFor(house, "delete_tenant", input);
  const { tickets } = await house.store();
  const away = new StoreError("unreachable", "The store is away.");
  const count = vi.spyOn(tickets, "countSince");
  count.mockResolvedValueOnce(0).mockRejectedValueOnce(away);
  expect(await run(house, ticket)).toMatchObject({ kind: "failed", code: "store_unusable" });
  expect(faults).toEqual([away]);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "failed" });
  expect(writesOn(sandboxed)).toEqual([]);
});
