// Has one IAM group after the other made and described, and made and deleted, on two lanes at once, each call with a
// person's consent, and says in a line of JSON what it was told of each ticket, until it is killed.
import type { Operation } from "../../../tools/operation.ts";
import { createIamGroup } from "../../../tools/iam/create-iam-group.ts";
import { deleteIamGroup } from "../../../tools/iam/delete-iam-group.ts";
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

async function consented(operation: Operation, input: object, asker: string): Promise<Ending | Pending> {
  // Nobody may have very much destroyed within an hour: each group has an asker of its own.
  const request = { operation, input, actor: { ...person, principal: `local:${asker}` } };
  const asked = await house.gate.ask(request);
  if (asked.kind !== "asking")
    throw new Error(`${operation.name} was not asked about: ${JSON.stringify(asked)}`);
  const { id: ticketId, question } = asked.ticket;
  tell({ ticketId, kind: asked.kind });
  const told = await house.gate.answer(ticketId, { kind: "given", yes: true, name: question.name }, request);
  tell({ ticketId, kind: told.kind });
  return told;
}

function tell(told: Told): void {
  say(JSON.stringify(told));
}

async function goOn(
  lane: string,
  act: (iam_group_id: unknown, name: string) => Promise<unknown>,
): Promise<never> {
  for (let number = 0; ; number += 1) {
    const iam_group_name = `${holderName()}-${lane}${number}`;
    const input = { contract_id: process.env["CONTRACT_ID"], iam_group_name };
    const made = await consented(createIamGroup, input, iam_group_name);
    if (made.kind === "done") await act(made.answer["iam_group_id"], iam_group_name);
  }
}

await Promise.all([
  goOn("described", (iam_group_id, name) =>
    consented(updateIamGroup, { iam_group_id, description: `described by ${holderName()}` }, name),
  ),
  goOn("deleted", (iam_group_id, name) => consented(deleteIamGroup, { iam_group_id }, name)),
]);
