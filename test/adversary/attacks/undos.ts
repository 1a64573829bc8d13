import { startEndpoint } from "../../mcp/clients.ts";
import { typed } from "../../mcp/wire.ts";
import { type Answer, send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";
import { liesAbout } from "../lies.ts";

/** Undoing what is not one's own, not done, not the one that was asked about, or done with already. */
export const undos: Attack = {
  name: "misled undos",
  run: async (arena) => {
    const [spare] = arena.spares;
    const tenant_id = spare?.input["tenant_id"] ?? "";
    const [first, second] = [await given(arena, tenant_id, 0), await given(arena, tenant_id, 1)];
    await lie(arena, first.id);
    await confuse(arena, first.id, second);
    await stray(arena, first.id);
    await undoOnce(arena, first);
    await undoOnce(arena, second);
    return [];
  },
};

/** A role that was given, the ticket of that, and the call that takes the role back. */
interface Given {
  readonly id: string;
  readonly taking: Doomed;
}

async function given({ url, house, ask, attempt }: Arena, tenant_id: string, index: number): Promise<Given> {
  const { world } = house.sandbox;
  const contractId = world.tenants.get(tenant_id)?.contractId;
  const candidates = [...world.users.values()].filter(
    (user) =>
      user.contractId === contractId && !user.deleted && user.id !== house.sandbox.accounts.partner.userId,
  );
  const input = { tenant_id, user_id: candidates[index + 1]?.id ?? "" };
  const call = { operation: "create_role", input };
  const { state } = await ask(call);
  const yes = { consent: { action: "accept", content: { yes: true } } };
  const answer = { requestState: state, inputResponses: yes };
  await attempt("a role is given", () => send(url, call.operation, input, answer), call);
  const [ticket] = await house.gate.list({ states: ["done"], operation: "create_role" });
  return { id: ticket?.id ?? "", taking: { operation: "delete_role", input } };
}

async function lie({ url, ask, attempt }: Arena, id: string): Promise<void> {
  const call = { operation: "undo", input: { ticket_id: id } };
  const { name } = await ask(call);
  for (const { label, inputResponses } of liesAbout(name, ["undo", id, "delete_role"])) {
    const { state } = await ask(call);
    const answer = { requestState: state, inputResponses };
    await attempt(`undo: ${label}`, () => send(url, call.operation, call.input, answer));
  }
}

/** The consent to one undo, for another one and for what is none. */
async function confuse({ url, ask, attempt, doomed }: Arena, id: string, other: Given): Promise<void> {
  const { state, name } = await ask({ operation: "undo", input: { ticket_id: id } });
  const answer = { requestState: state, inputResponses: typed(name) };
  await attempt("the consent to another undo", () => send(url, "undo", { ticket_id: other.id }, answer));
  await attempt("the consent to an undo, for a deletion", () =>
    send(url, "delete_role", other.taking.input, answer),
  );
  for (const wish of [true, "false", 0, "null", []]) {
    const input = { ticket_id: id, dry_run: wish };
    await attempt(`undo: dry_run ${JSON.stringify(wish)}, with the consent`, () =>
      send(url, "undo", input, answer),
    );
  }
  for (const call of doomed) {
    const { state: another, name: theirs } = await ask(call);
    const borrowed = { requestState: another, inputResponses: typed(theirs) };
    await attempt(`undo with the consent to ${call.operation}`, () =>
      send(url, "undo", { ticket_id: id }, borrowed),
    );
    await attempt(`${call.operation} with the consent to an undo`, () =>
      send(url, call.operation, call.input, answer),
    );
  }
}

/** Tickets that are not the caller's, not done, or not there. */
async function stray({ url, house, doomed, attempt }: Arena, id: string): Promise<void> {
  const stranger = await startEndpoint(house, { localPrincipal: "stranger" });
  await attempt("another's ticket", () => send(stranger.url, "undo", { ticket_id: id }));
  await attempt("another's ticket, the name typed", () =>
    send(stranger.url, "undo", { ticket_id: id }, { inputResponses: typed("spare-a") }),
  );
  for (const call of doomed) await send(url, call.operation, call.input);
  for (const open of await house.gate.list({ states: ["open"] })) {
    await attempt(`an open ticket of ${open.operation}`, () =>
      send(url, "undo", { ticket_id: open.id }, { inputResponses: typed(open.question.name) }),
    );
  }
  for (const ticket_id of [
    id.toUpperCase(),
    ` ${id}`,
    `${id}\u200B`,
    `${id}/../${id}`,
    `%${id}`,
    "*",
    "",
    [id],
    null,
    1,
  ]) {
    await attempt(`the ticket ${JSON.stringify(ticket_id)}`, () => send(url, "undo", { ticket_id }));
  }
}

/** Five answers at once take the role away once, and none takes away what somebody gave anew. */
async function undoOnce({ url, house, ask, attempt, volley }: Arena, { id, taking }: Given): Promise<void> {
  const { state, name } = await ask({ operation: "undo", input: { ticket_id: id } });
  const act = (): Promise<Answer> =>
    send(url, "undo", { ticket_id: id }, { requestState: state, inputResponses: typed(name) });
  await volley(
    "undo, five at once",
    Array.from({ length: 5 }, () => act),
    [taking],
  );
  const { world } = house.sandbox;
  const workspace = world.workspaces.get(
    world.tenants.get(taking.input["tenant_id"] ?? "")?.workspaceId ?? "",
  );
  const userId = taking.input["user_id"] ?? "";
  workspace?.userIds.add(userId);
  await attempt("undo once more, after the role was given anew", act);
  await attempt("undo asked for once more", () => send(url, "undo", { ticket_id: id }));
  await attempt("undo once more, with a name typed", () =>
    send(url, "undo", { ticket_id: id }, { inputResponses: typed(name) }),
  );
  workspace?.userIds.delete(userId);
}
