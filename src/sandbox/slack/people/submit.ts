import type { Delivery } from "../model.ts";
import { toSubmissionPayload } from "../payloads.ts";
import { fieldsOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { stateOf, withEntered } from "../state.ts";
import { findView, replaceView, storedBlocksOf } from "../views.ts";
import { userOf } from "../world.ts";
import type { OpenView } from "../world.ts";
import { complaintOf } from "./complaints.ts";
import { withOutcome } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { toValue } from "./enter.ts";
import { elementsAt, openViewOf } from "./place.ts";
import { applyAck } from "./submission-ack.ts";
import { sayTo, slackSays } from "./words.ts";

/**
 * Fills in a modal and submits it.
 *
 * @throws when a block is not there, or Slack itself would not let it pass
 */
export async function submitView(
  desk: Desk,
  user: string,
  viewId: string,
  values: Fields,
): Promise<Delivery> {
  const view = enterAll(openViewOf(desk.world, userOf(user), viewId), values);
  const complaints = complaintsOf(view);
  if (Object.keys(complaints).length > 0) {
    throw new Error(`Slack does not submit this: ${JSON.stringify(complaints)}`);
  }
  return submitAsIs(desk, view);
}

/** Submits a modal with what is entered in it. */
export async function submitAsIs(desk: Desk, view: OpenView): Promise<Delivery> {
  const { world } = desk;
  const person = userOf(view.userId);
  replaceView(world, { ...view, errors: {}, problem: undefined });
  const payload = toSubmissionPayload(world, person, view);
  const delivery = await desk.send({ type: "interactive", payload });
  const current = findView(world, view.id);
  // The app may have closed it in the meantime.
  if (current === undefined) return withOutcome(desk, delivery, {});
  const problem = delivery.acked
    ? applyAck(world, current, fieldsOf(delivery.ack))
    : sayTo(person, slackSays.noAnswer);
  if (problem !== undefined) replaceView(world, { ...current, problem });
  return withOutcome(desk, delivery, { problem });
}

/** The view with these values entered, by block id. @throws when there is no such block or option */
function enterAll(view: OpenView, values: Fields): OpenView {
  const elements = elementsAt({ view });
  let { entered } = view;
  for (const [blockId, given] of Object.entries(values)) {
    const placed = elements.find((each) => each.blockId === blockId);
    if (placed === undefined) {
      const there = elements.map((each) => each.blockId).join(", ");
      throw new Error(`The view has no block ${blockId}; it has ${there || "none to fill in"}.`);
    }
    entered = withEntered(entered, placed, toValue(placed, given, view.suggested[blockId]));
  }
  return { ...view, entered };
}

/** What Slack itself finds wrong with what is entered, by block id, in the language of the person. */
export function complaintsOf(view: OpenView): Readonly<Record<string, string>> {
  const state = stateOf(storedBlocksOf(view), view.entered);
  const inputs = elementsAt({ view }).filter(({ block }) => block["type"] === "input");
  const complaints = inputs.flatMap((placed) => {
    const complaint = complaintOf(placed, state[placed.blockId]?.[placed.actionId] ?? {});
    return complaint === undefined ? [] : [[placed.blockId, sayTo(userOf(view.userId), complaint)]];
  });
  return Object.fromEntries(complaints);
}
