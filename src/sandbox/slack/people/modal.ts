import { faultsIn } from "../check/faults-in.ts";
import type { Delivery, FakeUser, Option } from "../model.ts";
import { toClosedPayload, toSuggestionPayload } from "../payloads.ts";
import { fieldsOf, listOf } from "../plain.ts";
import { closeView, findView, replaceView } from "../views.ts";
import { userOf } from "../world.ts";
import { nothingSent, withOutcome } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { elementsAt, openViewOf } from "./place.ts";
import { notUnderstood } from "./submission-ack.ts";
import { sayTo, slackSays } from "./words.ts";

/** Closes a modal by its cancel button, and what lies on it. The app hears of it if it wants to. */
export async function dismissView(desk: Desk, user: string, viewId: string): Promise<Delivery> {
  const { world } = desk;
  const person = userOf(user);
  const view = openViewOf(world, person, viewId);
  closeView(world, view);
  world.watch.changed();
  if (view.sent["notify_on_close"] !== true) return nothingSent;
  return desk.send({ type: "interactive", payload: toClosedPayload(world, person, view) });
}

/** Types into a menu whose options come from the app. @throws when there is no such menu */
export async function typeIntoMenu(
  desk: Desk,
  user: string,
  viewId: string,
  blockId: string,
  typed: string,
): Promise<Delivery & { readonly options: readonly Option[] }> {
  const { world } = desk;
  const person = userOf(user);
  const view = openViewOf(world, person, viewId);
  const placed = elementsAt({ view }).find(
    (each) => each.blockId === blockId && each.type.endsWith("external_select"),
  );
  if (placed === undefined) throw new Error(`The block ${blockId} has no menu with options from the app.`);
  const payload = toSuggestionPayload(world, person, view, placed, typed);
  const delivery = await desk.send({ type: "interactive", payload });
  const { options, problem } = suggestedBy(delivery, person);
  const current = findView(world, view.id);
  if (current !== undefined) {
    replaceView(world, { ...current, suggested: { ...current.suggested, [blockId]: options } });
  }
  return { ...withOutcome(desk, delivery, { problem }), options };
}

interface Suggested {
  readonly options: readonly Option[];
  readonly problem?: string;
}

function suggestedBy({ acked, ack }: Delivery, person: FakeUser): Suggested {
  if (!acked) return { options: [], problem: sayTo(person, slackSays.noAnswer) };
  const { options, option_groups: groups } = fieldsOf(ack);
  if (options === undefined && groups === undefined) {
    return { options: [], problem: notUnderstood(fieldsOf(ack)) };
  }
  const inGroups = listOf(groups).flatMap((group) => listOf(fieldsOf(group)["options"]));
  const all = [...listOf(options), ...inGroups];
  const faults = all.length === 0 ? [] : faultsInMenu({ options, option_groups: groups });
  return faults.length > 0
    ? { options: [], problem: faults.join(" ") }
    : { options: all as readonly Option[] };
}

/** Suggested options keep the same rules as those of a static menu. */
function faultsInMenu(offer: Readonly<Record<string, unknown>>): readonly string[] {
  const given = Object.entries(offer).filter(([, each]) => each !== undefined);
  const menu = { type: "static_select", ...Object.fromEntries(given) };
  return faultsIn("message", { blocks: [{ type: "actions", elements: [menu] }] });
}
