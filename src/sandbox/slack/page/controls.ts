import { html } from "hono/html";
import type { Placed } from "../blocks.ts";
import type { Fields } from "../plain.ts";
import { renderBoxes, renderMenu, renderSearch } from "./choices.ts";
import { currentOf } from "./current.ts";
import { attributesOf, textIn } from "./entries.ts";
import type { Entries } from "./entries.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { words } from "./words.ts";

/** The `type` of the HTML field for each kind of element that is one. */
const fieldTypes: Readonly<Record<string, string>> = {
  plain_text_input: "text",
  number_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

/** The HTML control in which an element's value is entered, with the value it has now. */
export function renderControl(scene: Scene, placed: Placed, entries: Entries): Html {
  const { type, element } = placed;
  const fieldType = fieldTypes[type];
  if (type === "file_input") return html`<p>${say(scene, words.noFiles)}</p>`;
  if (type === "checkboxes") return renderBoxes("checkbox", scene, placed, entries);
  if (type === "radio_buttons") return renderBoxes("radio", scene, placed, entries);
  if (type === "rich_text_input" || element["multiline"] === true) return renderArea(scene, placed, entries);
  if (fieldType !== undefined) return renderLine(fieldType, scene, placed, entries);
  return type.endsWith("external_select")
    ? html`${renderSearch(scene, placed, entries)} ${renderMenu(scene, placed, entries)}`
    : renderMenu(scene, placed, entries);
}

function renderLine(fieldType: string, scene: Scene, placed: Placed, entries: Entries): Html {
  return html`<input
    type="${fieldType}"
    ${attributesOf(placed, entries)}
    ${limitsOf(placed.element)}
    ${placed.type === "number_input" ? html`inputmode="decimal"` : ""}
    value="${currentOf(scene, placed, entries.state).join("")}"
  />`;
}

function renderArea(scene: Scene, placed: Placed, entries: Entries): Html {
  return html`<textarea rows="4" ${attributesOf(placed, entries)} ${limitsOf(placed.element)}>
${currentOf(scene, placed, entries.state).join("")}</textarea>`;
}

function limitsOf({ max_length: most, placeholder }: Fields): Html {
  return html`${typeof most === "number" ? html`maxlength="${most}"` : ""}
  placeholder="${textIn(placeholder)}"`;
}
