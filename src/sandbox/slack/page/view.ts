import { html } from "hono/html";
import { stateOf } from "../state.ts";
import { storedBlocksOf } from "../views.ts";
import type { OpenView } from "../world.ts";
import { renderBlocks } from "./blocks.ts";
import { textIn } from "./entries.ts";
import { defaultButton } from "./form.ts";
import { renderPlain } from "./mrkdwn.ts";
import { pathOf, say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderText } from "./text.ts";
import { words } from "./words.ts";

/** An open modal: one form, so that every press takes along what is entered. */
export function renderModal(scene: Scene, view: OpenView): Html {
  const { place, viewer } = scene;
  const { title, submit, close } = view.sent;
  return html`<section class="modal" role="dialog" aria-labelledby="modal-title">
    <h2 id="modal-title">${renderText(scene, title)}</h2>
    ${view.problem === undefined ? "" : html`<p class="error" role="alert">${view.problem}</p>`}
    <form method="post" action="${pathOf(place, viewer, "submit")}">
      ${renderContent(scene, view)}
      <div class="actions end">
        <button class="plain" formaction="${pathOf(place, viewer, "close")}" formnovalidate>
          ${renderPlain(textIn(close) || say(scene, words.cancel))}
        </button>
        ${submit === undefined ? "" : html`<button class="primary">${renderText(scene, submit)}</button>`}
      </div>
    </form>
  </section>`;
}

/** The home tab of the viewer. */
export function renderHome(scene: Scene): Html {
  const { world, viewer } = scene;
  const view = world.homes.get(viewer.id);
  if (view === undefined) return html`<p>${say(scene, words.emptyHome)}</p>`;
  return html`<form method="post" action="${pathOf("home", viewer, "press")}">
    ${renderContent(scene, view)}
  </form>`;
}

function renderContent(scene: Scene, view: OpenView): Html {
  const { place, viewer } = scene;
  const blocks = storedBlocksOf(view);
  const entries = {
    scope: view.id,
    state: stateOf(blocks, view.entered),
    errors: view.errors,
    suggested: view.suggested,
    pressPath: pathOf(place, viewer, "press"),
    searchPath: pathOf(place, viewer, "search"),
  };
  return html`${defaultButton}
    <input type="hidden" name="view" value="${view.id}" />
    ${renderBlocks(scene, blocks, entries)}`;
}
