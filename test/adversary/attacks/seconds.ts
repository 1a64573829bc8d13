import type { Actor } from "../../../src/gate/actor.ts";
import { consentTo, requestOf } from "../../gate/flow/flow.ts";
import { typed } from "../../mcp/wire.ts";
import { fromGate, send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";

/** Where a second person has to answer, and the requester does so under other names and at other doors. */
export const seconds: Attack = {
  name: "requesters who play the second person",
  policy: `people:
  - { principal: "local:boss", mayApprove: true }
  - { principal: "test", mayApprove: true, alsoKnownAs: ["slack:T1/U1", "oidc:example.com/test"], sssUserId: ecid1000000002 }
  - { principal: "local:test", mayApprove: true, sssUserId: ecid1000000002 }
`,
  environment: { SSS_OPS_DOORS: "terminal" },
  run: async (arena) => {
    for (const call of arena.doomed) await playSecond(arena, call);
    return [];
  },
};

const requester: Actor = { principal: "test", face: "mcp", asking: "form" };

/** The requester in every guise, and people whom nobody asked. */
const guises: readonly Actor[] = [
  requester,
  { principal: "test", face: "terminal", asking: "terminal" },
  { principal: "test", face: "page", asking: "page" },
  { principal: "slack:T1/U1", face: "slack", asking: "slack" },
  { principal: "oidc:example.com/test", face: "page", asking: "page" },
  { principal: "local:test", face: "terminal", asking: "terminal" },
  { principal: "local:Boss", face: "terminal", asking: "terminal" },
  { principal: "local:boss ", face: "terminal", asking: "terminal" },
  { principal: "lоcal:boss", face: "terminal", asking: "terminal" },
  { principal: "slack:T1/U2", face: "slack", asking: "slack" },
];

async function playSecond(arena: Arena, { operation, input }: Arena["doomed"][number]): Promise<void> {
  const { url, house, attempt } = arena;
  await attempt(`${operation}: asked`, () => send(url, operation, input));
  const [ticket] = await house.gate.list({ states: ["open"], operation });
  if (ticket === undefined) throw new Error(`${operation} waits for nobody`);
  const { name } = ticket.question;
  await attempt(`${operation}: the name typed in the call`, () =>
    send(url, operation, input, { inputResponses: typed(name) }),
  );
  await attempt(`${operation}: the ticket as the state`, () =>
    send(url, operation, input, { requestState: ticket.id, inputResponses: typed(name) }),
  );
  await attempt(`${operation}: in the call, past the wire`, async () =>
    fromGate(await house.gate.answer(ticket.id, consentTo(ticket), requestOf(operation, input, requester))),
  );
  for (const actor of guises) {
    await attempt(`${operation}: as ${JSON.stringify(actor.principal)} at ${actor.face}`, async () =>
      fromGate(await house.gate.decide(ticket.id, consentTo(ticket), actor)),
    );
  }
}
