import { elementsIn } from "../blocks.ts";
import type { Placed } from "../blocks.ts";
import { findMessage, storedBlocksOf } from "../messages.ts";
import type { FakeMessage, FakeUser, Place } from "../model.ts";
import { findView, storedBlocksOf as viewBlocksOf } from "../views.ts";
import type { OpenView, World } from "../world.ts";

/** What a person has before them. */
export type Spot = { readonly message: FakeMessage } | { readonly view: OpenView };

/** The message or view at a place. @throws when it is not there, or the person does not see it */
export function spotAt(world: World, user: FakeUser, place: Place): Spot {
  if (place === "home") return { view: seen(world.homes.get(user.id), `${user.key} has no home tab`) };
  if ("ts" in place) return { message: messageAt(world, user, place) };
  return { view: openViewOf(world, user, "id" in place ? place.id : place.viewId) };
}

/** The open modal of that id. @throws when this person does not have it open */
export function openViewOf(world: World, user: FakeUser, id: string): OpenView {
  const view = seen(findView(world, id), `The view ${id} is not open`);
  if (view.userId !== user.id)
    throw new Error(`The view ${id} is not open for ${user.key}, but for ${view.userId}.`);
  return view;
}

function messageAt(
  world: World,
  { id, key }: FakeUser,
  { channel, ts }: { channel: string; ts: string },
): FakeMessage {
  const message = seen(findMessage(world, channel, ts), `There is no message ${ts} in ${channel}`);
  if (message.deleted) throw new Error(`The message ${ts} is deleted.`);
  const isHidden = message.ephemeralFor !== undefined && message.ephemeralFor !== id;
  if (isHidden) throw new Error(`The message ${ts} is only for ${message.ephemeralFor}, not for ${key}.`);
  return message;
}

function seen<T>(found: T | undefined, complaint: string): T {
  if (found === undefined) throw new Error(`${complaint}.`);
  return found;
}

/** Everything to act on at a spot. */
export function elementsAt(spot: Spot): readonly Placed[] {
  return elementsIn("view" in spot ? viewBlocksOf(spot.view) : storedBlocksOf(spot.message));
}
