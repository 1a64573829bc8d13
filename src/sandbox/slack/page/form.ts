import { html } from "hono/html";
import { elementsIn } from "../blocks.ts";
import type { Placed } from "../blocks.ts";
import { fieldsOf } from "../plain.ts";
import type { FakeUser, Option } from "../model.ts";
import { toValue } from "../people/enter.ts";
import { keepings, stateOf, withEntered } from "../state.ts";
import { storedBlocksOf } from "../views.ts";
import type { OpenView } from "../world.ts";
import { nameOf } from "./entries.ts";

/** The button a form is submitted by when Enter is pressed: the first one, and that must not be one of the app's. */
export const defaultButton = html`<button class="default" tabindex="-1" aria-hidden="true"></button>`;

/** The view with everything entered that was posted. @throws when something was chosen that is not offered */
export function enterForm(view: OpenView, viewer: FakeUser, form: URLSearchParams): OpenView {
  const blocks = storedBlocksOf(view);
  let { entered } = view;
  for (const placed of elementsIn(blocks)) {
    if (keepings[placed.type] === undefined || placed.type === "file_input") continue;
    const chosen = chosenIn(stateOf(blocks, entered), placed);
    const suggested = [...chosen, ...(view.suggested[placed.blockId] ?? [])];
    entered = withEntered(entered, placed, toValue(placed, givenIn(form, viewer, placed), suggested));
  }
  return { ...view, entered };
}

/** What was posted for an element. */
export function givenIn(form: URLSearchParams, { tzOffset }: FakeUser, placed: Placed): unknown {
  const name = nameOf(placed);
  if (keepings[placed.type]?.many === true) return form.getAll(name);
  const given = form.get(name) ?? "";
  if (placed.type !== "datetimepicker" || given === "") return given;
  // The browser sends the time as it was typed, without a zone: it is the person's own.
  return Date.parse(`${given}Z`) / 1000 - tzOffset;
}

function chosenIn(state: OpenView["entered"], { blockId, actionId, type }: Placed): readonly Option[] {
  const content = state[blockId]?.[actionId]?.[keepings[type]?.field ?? ""];
  return [content ?? []].flat().filter((each): each is Option => fieldsOf(each)["value"] !== undefined);
}
