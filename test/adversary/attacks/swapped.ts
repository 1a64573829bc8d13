import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";

/** A true consent, carried to another call than the one that it was given to. */
export const swapped: Attack = {
  name: "consents to another call",
  run: async (arena) => {
    for (const [index, call] of arena.doomed.entries()) {
      await carry(arena, call, others(arena.doomed, index));
      await alter(arena, call);
    }
    return [];
  },
};

/** The calls after one, in a circle. */
function others(doomed: readonly Doomed[], index: number): readonly Doomed[] {
  return [1, 2, 5].map((far) => doomed[(index + far) % doomed.length]).filter((call) => call !== undefined);
}

async function carry({ url, ask, attempt }: Arena, call: Doomed, targets: readonly Doomed[]): Promise<void> {
  const { state, name } = await ask(call);
  for (const target of targets) {
    const { name: theirs } = await ask(target);
    for (const text of new Set([name, theirs])) {
      const answer = { requestState: state, inputResponses: typed(text) };
      await attempt(`${call.operation} as ${target.operation}, "${text}" typed`, () =>
        send(url, target.operation, target.input, answer),
      );
    }
    const label = `${call.operation} as ${target.operation} with its own arguments`;
    const answer = { requestState: state, inputResponses: typed(name) };
    await attempt(label, () => send(url, target.operation, call.input, answer));
  }
}

/** The same operation, one argument of which is another between question and answer. */
async function alter({ url, house, ask, attempt }: Arena, call: Doomed): Promise<void> {
  const { state, name } = await ask(call);
  const { world } = house.sandbox;
  const elsewhere: Readonly<Record<string, readonly string[]>> = {
    user_id: [...world.users.keys()],
    tenant_id: [...world.tenants.keys()],
    contract_id: [...world.contracts.keys()],
    workspace_id: [...world.workspaces.keys()],
    iam_group_id: [...world.iamGroups.keys()],
    iam_role_id: [...world.iamRoles.keys()],
    contract_group_id: [...world.contractGroups.keys()],
  };
  for (const [field, given] of Object.entries(call.input)) {
    for (const other of (elsewhere[field] ?? []).filter((id) => id !== given).slice(0, 3)) {
      await attempt(`${call.operation} with another ${field}, ${other}`, () =>
        send(
          url,
          call.operation,
          { ...call.input, [field]: other },
          {
            requestState: state,
            inputResponses: typed(name),
          },
        ),
      );
    }
  }
}
