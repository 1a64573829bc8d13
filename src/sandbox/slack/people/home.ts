import type { Delivery, FakeUser } from "../model.ts";
import { directChannelOf, userOf } from "../world.ts";
import { toEventPayload, toShortcutPayload } from "../payloads.ts";
import { toWireView } from "../views.ts";
import { withOutcome } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { sayTo, slackSays } from "./words.ts";

/** Opens the home tab of the app. */
export async function visitHome(desk: Desk, user: string): Promise<Delivery> {
  const { world } = desk;
  const person = userOf(user);
  const home = world.homes.get(person.id);
  const event = {
    type: "app_home_opened",
    user: person.id,
    channel: directChannelOf(world, person).id,
    tab: "home",
    ...(home !== undefined && { view: toWireView(home) }),
  };
  const delivery = await desk.send({ type: "events_api", payload: toEventPayload(world, event) });
  return withOutcome(desk, delivery, problemOf(delivery, person));
}

/** Picks a global shortcut of the app. */
export async function pickShortcut(desk: Desk, user: string, callbackId: string): Promise<Delivery> {
  const person = userOf(user);
  const payload = toShortcutPayload(desk.world, person, callbackId);
  const delivery = await desk.send({ type: "interactive", payload });
  return withOutcome(desk, delivery, problemOf(delivery, person));
}

function problemOf({ acked }: Delivery, person: FakeUser): { readonly problem?: string } {
  return acked ? {} : { problem: sayTo(person, slackSays.noAnswer) };
}
