import * as z from "zod";
import { faultsIn } from "../check/faults-in.ts";
import type { Fields } from "../plain.ts";
import { checkTrigger } from "../rights.ts";
import { changeView, createView, findView, mostViews, replaceView, stackOf, toWireView } from "../views.ts";
import { findUser } from "../world.ts";
import type { OpenView, Trigger, World } from "../world.ts";
import { ApiError, withMessages } from "./error.ts";
import { method } from "./method.ts";
import type { Method } from "./method.ts";

const view = z.looseObject({});
const opening = z.object({ trigger_id: z.string(), view });
const updating = z.object({
  view,
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
});
const publishing = z.object({ user_id: z.string(), view, hash: z.string().optional() });

const mostBytes = 250 * 1024;

/** Modals and home tabs. */
export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": method(opening, ({ world }, input) => {
    checkView(world, "modal", input.view);
    const trigger = triggerOf(world, input.trigger_id);
    const opened = createView(world, trigger.userId, input.view);
    world.stacks.set(trigger.userId, [opened]);
    return used(trigger, opened);
  }),
  "views.push": method(opening, ({ world }, input) => {
    checkView(world, "modal", input.view);
    const trigger = triggerOf(world, input.trigger_id);
    const stack = stackOf(world, trigger.userId);
    // A modal can be pushed only from within one that is still open.
    if (!stack.some(({ id }) => id === trigger.viewId)) throw new ApiError("invalid_trigger_id");
    if (stack.length >= mostViews) throw new ApiError("push_limit_reached");
    const pushed = createView(world, trigger.userId, input.view, stack.at(-1));
    world.stacks.set(trigger.userId, [...stack, pushed]);
    return used(trigger, pushed);
  }),
  "views.update": method(updating, ({ world }, input) => {
    const old = modalOf(world, input);
    checkView(world, "modal", input.view, old);
    if (input.hash !== undefined && input.hash !== old.hash) throw new ApiError("hash_conflict");
    const changed = changeView(world, old, input.view);
    replaceView(world, changed);
    return { view: toWireView(changed) };
  }),
  "views.publish": method(publishing, ({ world }, input) => {
    const user = findUser(input.user_id);
    if (user === undefined || user.id !== input.user_id) throw new ApiError("user_not_found");
    checkView(world, "home", input.view);
    const old = world.homes.get(user.id);
    if (input.hash !== undefined && input.hash !== old?.hash) throw new ApiError("hash_conflict");
    const published =
      old === undefined ? createView(world, user.id, input.view) : changeView(world, old, input.view);
    world.homes.set(user.id, published);
    return { view: toWireView(published) };
  }),
};

function triggerOf(world: World, id: string): Trigger {
  const trigger = checkTrigger(world, id);
  if (typeof trigger === "string") throw new ApiError(trigger);
  return trigger;
}

/** The right is used up only by a modal that opened. */
function used(trigger: Trigger, opened: OpenView): Fields {
  trigger.used = true;
  return { view: toWireView(opened) };
}

function modalOf(
  world: World,
  { view_id: id, external_id: externalId }: z.output<typeof updating>,
): OpenView {
  const modals = [...world.stacks.values()].flat();
  const found = modals.find((modal) =>
    id === undefined ? modal.sent["external_id"] === externalId : modal.id === id,
  );
  if (id === undefined && externalId === undefined)
    throw withMessages("invalid_arguments", ["[ERROR] either view_id or external_id is required"]);
  if (found === undefined)
    throw new ApiError(findView(world, id ?? "") === undefined ? "not_found" : "invalid_arguments");
  return found;
}

function checkView(world: World, kind: "modal" | "home", sent: Fields, old?: OpenView): void {
  const faults = faultsIn(kind, sent);
  if (faults.length > 0) throw withMessages("invalid_arguments", faults);
  if (Buffer.byteLength(JSON.stringify(sent)) > mostBytes) throw new ApiError("view_too_large");
  const externalId = sent["external_id"];
  const others = [...world.stacks.values()].flat().filter((view) => view.id !== old?.id);
  const isTaken =
    typeof externalId === "string" &&
    externalId !== "" &&
    others.some((each) => each.sent["external_id"] === externalId);
  if (isTaken) throw new ApiError("duplicate_external_id");
}
