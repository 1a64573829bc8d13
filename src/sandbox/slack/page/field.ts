import { html } from "hono/html";
import type { Placed } from "../blocks.ts";
import { renderControl } from "./controls.ts";
import { renderPress } from "./elements.ts";
import { idOf } from "./entries.ts";
import type { Entries } from "./entries.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderText } from "./text.ts";
import { words } from "./words.ts";

/** An input block: label, control, hint, and what is wrong with it. */
export function renderField(scene: Scene, placed: Placed, entries: Entries): Html {
  const { hint, dispatch_action: isDispatching } = placed.block;
  const id = idOf(placed, entries);
  const error = entries.errors[placed.blockId];
  const content = html`${renderControl(scene, placed, entries)}
  ${hint === undefined ? "" : html`<small id="${id}/hint">${renderText(scene, hint)}</small>`}
  ${error === undefined ? "" : html`<p class="error" id="${id}/error" role="alert">${error}</p>`}
  ${isDispatching === true ? renderPress(scene, placed, entries, say(scene, words.choose)) : ""}`;
  const label = renderLabel(scene, placed);
  const isGroup = placed.type === "checkboxes" || placed.type === "radio_buttons";
  return isGroup
    ? html`<fieldset class="field">
        <legend>${label}</legend>
        ${content}
      </fieldset>`
    : html`<div class="field"><label for="${id}">${label}</label> ${content}</div>`;
}

function renderLabel(scene: Scene, { block: { label, optional } }: Placed): Html {
  return html`${renderText(scene, label)}
  ${optional === true ? html`<small>${say(scene, words.optional)}</small>` : ""}`;
}
