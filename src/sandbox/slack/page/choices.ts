import { html } from "hono/html";
import type { Placed } from "../blocks.ts";
import { channels, users } from "../cast.ts";
import { fieldsOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { keepings, optionsOf } from "../state.ts";
import { currentOf } from "./current.ts";
import { attributesOf, idOf, nameOf, textIn } from "./entries.ts";
import type { Entries } from "./entries.ts";
import { renderPlain } from "./mrkdwn.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderText } from "./text.ts";
import { words } from "./words.ts";

/** Checkboxes or radio buttons. The first one carries the id a label points to. */
export function renderBoxes(
  kind: "checkbox" | "radio",
  scene: Scene,
  placed: Placed,
  entries: Entries,
): Html {
  const current = currentOf(scene, placed, entries.state);
  const items = optionsOf(placed.element).map(
    ({ value, text, description }, index) =>
      html`<label class="box">
        <input
          type="${kind}"
          name="${nameOf(placed)}"
          value="${String(value)}"
          ${index === 0 ? html`id="${idOf(placed, entries)}"` : ""}
          ${current.includes(String(value)) ? "checked" : ""}
        />
        <span>
          ${renderText(scene, text)}
          ${description === undefined ? "" : html`<small>${renderText(scene, description)}</small>`}
        </span>
      </label>`,
  );
  return html`<div>${items}</div>`;
}

/** The field and button by which the app is asked for options. */
export function renderSearch(scene: Scene, placed: Placed, entries: Entries): Html {
  const id = `${idOf(placed, entries)}/search`;
  return html`<div class="choice">
    <label for="${id}">${say(scene, words.searchFor)}</label>
    <input type="search" id="${id}" name="${nameOf(placed)}/search" />
    <button
      name="search"
      value="${nameOf(placed)}"
      formaction="${entries.searchPath}"
      formnovalidate
      class="plain"
    >
      ${say(scene, words.search)}
    </button>
  </div>`;
}

/** A menu, with the first line for nothing where one thing is chosen. */
export function renderMenu(scene: Scene, placed: Placed, entries: Entries): Html {
  const current = currentOf(scene, placed, entries.state);
  const options = offeredTo(placed, entries);
  const isMany = keepings[placed.type]?.many === true;
  const nothing = options.length === 0 ? words.nothingFound : words.nothingChosen;
  return html`<select ${attributesOf(placed, entries)} ${isMany ? "multiple" : ""}>
    ${isMany && options.length > 0 ? "" : html`<option value="">${say(scene, nothing)}</option>`}
    ${options.map((option) => {
      const value = String(option["value"]);
      return html`<option value="${value}" ${current.includes(value) ? "selected" : ""}>
        ${renderPlain(labelOf(option))}
      </option>`;
    })}
  </select>`;
}

function labelOf({ text, description }: Fields): string {
  return description === undefined ? textIn(text) : `${textIn(text)} — ${textIn(description)}`;
}

function offeredTo(placed: Placed, entries: Entries): readonly Fields[] {
  const { type, element } = placed;
  if (type.endsWith("external_select")) return suggestedTo(placed, entries);
  if (type.includes("users")) return Object.values(users).map(({ id, realName }) => toOption(id, realName));
  return /channels|conversations/.test(type)
    ? Object.values(channels).map(({ id, name }) => toOption(id, `#${name}`))
    : optionsOf(element);
}

function toOption(value: string, text: string): Fields {
  return { value, text: { type: "plain_text", text } };
}

/** What is chosen already, and what the app suggested. */
function suggestedTo({ blockId, actionId, type }: Placed, { state, suggested }: Entries): readonly Fields[] {
  const chosen = state[blockId]?.[actionId]?.[keepings[type]?.field ?? ""];
  const all = [...[chosen ?? []].flat(), ...(suggested[blockId] ?? [])].map(fieldsOf);
  return all.filter(({ value }, index) => all.findIndex((each) => each["value"] === value) === index);
}
