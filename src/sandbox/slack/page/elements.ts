import { html } from "hono/html";
import type { Placed } from "../blocks.ts";
import { fieldsOf } from "../plain.ts";
import { keepings } from "../state.ts";
import { renderControl } from "./controls.ts";
import { idOf, nameOf, textIn } from "./entries.ts";
import type { Entries } from "./entries.ts";
import { renderLink, renderPlain } from "./mrkdwn.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderText } from "./text.ts";
import { words } from "./words.ts";

/** An element that acts at once: a button, or a menu with a button beside it. */
export function renderElement(scene: Scene, placed: Placed, entries: Entries): Html {
  const isButton = keepings[placed.type] === undefined && placed.type !== "overflow";
  if (isButton) return renderButton(scene, placed, entries);
  const label = textIn(placed.element["placeholder"]) || placed.actionId;
  return html`<div class="choice">
    <label for="${idOf(placed, entries)}">${renderPlain(label)}</label>
    ${renderControl(scene, placed, entries)} ${renderPress(scene, placed, entries, say(scene, words.choose))}
  </div>`;
}

function renderButton(scene: Scene, placed: Placed, entries: Entries): Html {
  const { text, url } = placed.element;
  const press = renderPress(scene, placed, entries, textIn(text));
  if (typeof url !== "string") return press;
  return html`<div>${press} <small>${say(scene, words.opens)} ${renderLink(url)}</small></div>`;
}

/** The button of an element; when there is something to confirm, it is shown with that once it is opened. */
export function renderPress(scene: Scene, placed: Placed, { pressPath }: Entries, label: string): Html {
  const { confirm, style, accessibility_label: spoken } = placed.element;
  const press = (text: string, look: unknown) =>
    html`<button
      name="press"
      value="${nameOf(placed)}"
      formaction="${pressPath}"
      formnovalidate
      class="${typeof look === "string" ? look : "plain"}"
      ${typeof spoken === "string" && confirm === undefined ? html`aria-label="${spoken}"` : ""}
    >
      ${renderPlain(text)}
    </button>`;
  if (confirm === undefined) return press(label, style);
  const dialog = fieldsOf(confirm);
  return html`<details class="confirm">
    <summary class="${typeof style === "string" ? style : "plain"}">${renderPlain(label)}</summary>
    <div class="dialog">
      <p><strong>${renderText(scene, dialog["title"])}</strong></p>
      <div class="text">${renderText(scene, dialog["text"])}</div>
      ${press(textIn(dialog["confirm"]) || say(scene, words.yes), dialog["style"] ?? "primary")}
      <a class="button" href="">${renderPlain(textIn(dialog["deny"]) || say(scene, words.cancel))}</a>
    </div>
  </details>`;
}
