// Waits for lines that name a ticket and its call, answers it so many times at once, by both ways there are to answer,
// and says in one line of JSON what it was told.
import { createInterface } from "node:readline";
import type { Ending, Pending } from "../../../src/gate/outcome.ts";
import { getTenant } from "../../../tools/tenant/get-tenant.ts";
import { updateTenant } from "../../../tools/tenant/update-tenant.ts";
import { say } from "../../store/programs/environment.ts";
import { openNamedHouse, person } from "./house.ts";

/** What to answer. */
export interface Order {
  readonly ticketId: string;
  readonly input: { readonly tenant_id: string; readonly description: string };
  readonly times: number;
}

const house = await openNamedHouse();
const yes = { kind: "given", yes: true } as const;

function answer({ ticketId, input }: Order, index: number): Promise<Ending | Pending | undefined> {
  return index % 2 === 0
    ? house.gate.answer(ticketId, yes, { operation: updateTenant, input, actor: person })
    : house.gate.decide(ticketId, yes, { ...person, face: "terminal" });
}

function toWords(told: Ending | Pending | undefined): string {
  return told === undefined ? "no ticket" : "code" in told ? `${told.kind} ${told.code}` : told.kind;
}

// What is opened with the first call is opened now, so that the answers go off together.
await house.store();
await house.gate.ask({
  operation: getTenant,
  input: { tenant_id: process.env["TENANT_ID"] },
  actor: person,
});
say("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  const told = await Promise.all(Array.from({ length: order.times }, (_, index) => answer(order, index)));
  say(JSON.stringify(told.map(toWords)));
}
await house.close();
