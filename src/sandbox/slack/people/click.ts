import type { Placed } from "../blocks.ts";
import type { Delivery, FakeMessage, FakeUser, Option, Place } from "../model.ts";
import { toAction, toMessageActionPayload, toViewActionPayload } from "../payloads.ts";
import type { Fields } from "../plain.ts";
import { keepings, optionsOf, withEntered } from "../state.ts";
import { replaceView } from "../views.ts";
import { channelOf, userOf } from "../world.ts";
import type { OpenView, World } from "../world.ts";
import { nothingSent, withOutcome } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { toValue } from "./enter.ts";
import { elementsAt, spotAt } from "./place.ts";
import { sayTo, slackSays } from "./words.ts";

/** What is clicked exactly. */
export interface ClickOptions {
  /** The value of the button, or what is chosen or typed. */
  readonly value?: unknown;
  /** The block, where several have the same action. */
  readonly blockId?: string;
  /** False: the person thinks again when a dialog asks for confirmation. */
  readonly confirmed?: boolean;
}

/** Presses a button, or chooses something in a menu. @throws when there is no such element */
export async function clickElement(
  desk: Desk,
  user: string,
  place: Place,
  actionId: string,
  options: ClickOptions,
): Promise<Delivery> {
  const { world } = desk;
  const person = userOf(user);
  const spot = spotAt(world, person, place);
  const placed = pick(elementsAt(spot), actionId, options);
  if (placed.element["confirm"] !== undefined && options.confirmed === false) {
    return nothingSent;
  }
  const payload =
    "view" in spot
      ? actInView(world, person, spot.view, placed, options)
      : actInMessage(world, person, spot.message, placed, options);
  const delivery = await desk.send({ type: "interactive", payload });
  return withOutcome(desk, delivery, {
    problem: delivery.acked ? undefined : sayTo(person, slackSays.noAnswer),
  });
}

function pick(elements: readonly Placed[], actionId: string, { value, blockId }: ClickOptions): Placed {
  const found = elements.find(
    (each) =>
      each.actionId === actionId &&
      (blockId === undefined || each.blockId === blockId) &&
      (value === undefined || isChoice(each) || each.element["value"] === value),
  );
  if (found !== undefined) return found;
  const there = elements.map((each) => nameOf(each.actionId, each.element["value"])).join(", ");
  throw new Error(`There is no element ${nameOf(actionId, value)}; there are: ${there || "none"}.`);
}

function nameOf(actionId: string, value: unknown): string {
  return value === undefined ? actionId : `${actionId}=${JSON.stringify(value)}`;
}

function actInMessage(
  world: World,
  user: FakeUser,
  message: FakeMessage,
  placed: Placed,
  options: ClickOptions,
): Fields {
  const key = `${user.id}/${message.channel}/${message.ts}`;
  const value = valueOf(placed, options, undefined);
  const before = world.enteredInMessages.get(key) ?? {};
  const entered = hasState(placed) ? withEntered(before, placed, value) : before;
  world.enteredInMessages.set(key, entered);
  const action = toAction(world, placed, value);
  return toMessageActionPayload(world, user, channelOf(world, message.channel), message, { action, entered });
}

function actInView(
  world: World,
  user: FakeUser,
  view: OpenView,
  placed: Placed,
  options: ClickOptions,
): Fields {
  const value = valueOf(placed, options, view.suggested[placed.blockId]);
  const changed = hasState(placed) ? { ...view, entered: withEntered(view.entered, placed, value) } : view;
  replaceView(world, changed);
  return toViewActionPayload(world, user, changed, toAction(world, placed, value));
}

function hasState({ type }: Placed): boolean {
  return keepings[type] !== undefined;
}

/** Of a choice the value says what is chosen; of a button, which one it is. */
function isChoice(placed: Placed): boolean {
  return hasState(placed) || placed.type === "overflow";
}

function valueOf(placed: Placed, { value }: ClickOptions, suggested: readonly Option[] | undefined): Fields {
  if (hasState(placed)) return toValue(placed, value, suggested);
  const { element, actionId } = placed;
  if (placed.type !== "overflow") return element["value"] === undefined ? {} : { value: element["value"] };
  const option = optionsOf(element).find((each) => each["value"] === value);
  if (option === undefined) throw new Error(`The menu ${actionId} has no option ${JSON.stringify(value)}.`);
  return { selected_option: option };
}
