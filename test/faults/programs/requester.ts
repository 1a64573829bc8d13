// Has one IAM group after the other made and described, on two lanes at once, each call with a person's yes, and says in
// a line of JSON what it was told of each ticket, until it is killed.
import type { Operation } from "../../../tools/operation.ts";
import { createIamGroup } from "../../../tools/iam/create-iam-group.ts";
import { updateIamGroup } from "../../../tools/iam/update-iam-group.ts";
import type { Ending, Pending } from "../../../src/gate/outcome.ts";
import { holderName, say } from "../../store/programs/environment.ts";
import { openNamedHouse, person } from "./house.ts";

/** What the program was told of a ticket. */
export interface Told {
  readonly ticketId: string;
  readonly kind: "asking" | (Ending | Pending)["kind"];
}

const house = await openNamedHouse();

async function consented(operation: Operation, input: object): Promise<Ending | Pending> {
  const request = { operation, input, actor: person };
  const asked = await house.gate.ask(request);
  if (asked.kind !== "asking")
    throw new Error(`${operation.name} was not asked about: ${JSON.stringify(asked)}`);
  const { id: ticketId } = asked.ticket;
  tell({ ticketId, kind: asked.kind });
  const told = await house.gate.answer(ticketId, { kind: "given", yes: true }, request);
  tell({ ticketId, kind: told.kind });
  return told;
}

function tell(told: Told): void {
  say(JSON.stringify(told));
}

async function goOn(lane: string): Promise<never> {
  for (let number = 0; ; number += 1) {
    const iam_group_name = `${holderName()}-${lane}${number}`;
    const made = await consented(createIamGroup, { contract_id: process.env["CONTRACT_ID"], iam_group_name });
    if (made.kind !== "done") continue;
    const { iam_group_id } = made.answer;
    await consented(updateIamGroup, { iam_group_id, description: `described by ${holderName()}` });
  }
}

await Promise.all([goOn("a"), goOn("b")]);
