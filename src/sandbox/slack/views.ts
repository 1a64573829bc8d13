import { app, team } from "./cast.ts";
import { elementsIn, toStored } from "./blocks.ts";
import type { FakeView } from "./model.ts";
import { listOf } from "./plain.ts";
import type { Fields } from "./plain.ts";
import { stateOf } from "./state.ts";
import type { OpenView, World } from "./world.ts";

/** How many modals may lie on one another. */
export const mostViews = 3;

/** Makes a view of what the app sent: the root of a stack, or on top of another. */
export function createView(world: World, userId: string, sent: Fields, below?: OpenView): OpenView {
  const id = world.ids.next("V");
  const { rootId = id, id: previousId } = below ?? {};
  const fresh = { entered: {}, errors: {}, problem: undefined, suggested: {} };
  return { id, userId, rootId, previousId, hash: nextHash(world), sent, ...fresh };
}

/** The view with other content. What was entered stays where block and action are the same as before. */
export function changeView(world: World, view: OpenView, sent: Fields): OpenView {
  const changed = { ...view, sent, hash: nextHash(world), errors: {}, problem: undefined, suggested: {} };
  const places = new Set(
    elementsIn(storedBlocksOf(changed)).map(({ blockId, actionId }) => `${blockId}/${actionId}`),
  );
  const kept = Object.entries(view.entered).map(([blockId, values]) => [
    blockId,
    Object.fromEntries(Object.entries(values).filter(([actionId]) => places.has(`${blockId}/${actionId}`))),
  ]);
  return { ...changed, entered: Object.fromEntries(kept) };
}

function nextHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${world.ids.secret().slice(0, 8)}`;
}

/** The open modals of somebody, the topmost last. */
export function stackOf(world: World, userId: string): readonly OpenView[] {
  return world.stacks.get(userId) ?? [];
}

/** The open modal or home tab of that id. */
export function findView(world: World, id: string): OpenView | undefined {
  return (
    [...world.stacks.values()].flat().find((view) => view.id === id) ??
    [...world.homes.values()].find((view) => view.id === id)
  );
}

/** Puts a view in the place of the one with its id; nothing happens when that is closed by now. */
export function replaceView(world: World, view: OpenView): void {
  if (world.homes.get(view.userId)?.id === view.id) world.homes.set(view.userId, view);
  world.stacks.set(
    view.userId,
    stackOf(world, view.userId).map((each) => (each.id === view.id ? view : each)),
  );
}

/** Closes a modal and everything on top of it. */
export function closeView(world: World, view: OpenView): void {
  const stack = stackOf(world, view.userId);
  const at = stack.findIndex(({ id }) => id === view.id);
  if (at >= 0) world.stacks.set(view.userId, stack.slice(0, at));
}

/** The blocks of a view as Slack keeps them. */
export function storedBlocksOf({ sent, hash }: OpenView): readonly Fields[] {
  return toStored(listOf(sent["blocks"]), hash);
}

/** A view as Slack shows it in answers and payloads. */
export function toWireView(view: OpenView): Fields {
  const { sent } = view;
  const isModal = sent["type"] === "modal";
  const blocks = storedBlocksOf(view);
  return {
    id: view.id,
    team_id: team.id,
    type: sent["type"],
    blocks,
    private_metadata: sent["private_metadata"] ?? "",
    callback_id: sent["callback_id"] ?? "",
    state: { values: stateOf(blocks, view.entered) },
    hash: view.hash,
    title: sent["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: sent["clear_on_close"] ?? false,
    notify_on_close: sent["notify_on_close"] ?? false,
    close: sent["close"] ?? null,
    submit: isModal ? (sent["submit"] ?? null) : null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    external_id: sent["external_id"] ?? "",
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

/** A view as the users of the fake see it. */
export function toFakeView(world: World, view: OpenView): FakeView {
  const { id, hash, sent, errors, problem } = view;
  const ids = stackOf(world, view.userId).map((each) => each.id);
  const stack = ids.slice(0, ids.indexOf(id) + 1);
  return { id, hash, view: sent, stack, errors, ...(problem !== undefined && { problem }) };
}
