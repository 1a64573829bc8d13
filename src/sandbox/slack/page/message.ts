import { html } from "hono/html";
import { app } from "../cast.ts";
import { storedBlocksOf } from "../messages.ts";
import type { FakeMessage } from "../model.ts";
import { stateOf } from "../state.ts";
import { findUser } from "../world.ts";
import { renderBlocks } from "./blocks.ts";
import { toLocalTime } from "./date.ts";
import { renderMrkdwn } from "./mrkdwn.ts";
import { defaultButton } from "./form.ts";
import { pathOf, say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { words } from "./words.ts";

/** The messages of a channel that the viewer sees, oldest first. */
export function renderMessages(scene: Scene): Html {
  const { world, viewer, place } = scene;
  const seen = world.messages.filter(
    ({ channel, deleted, ephemeralFor }) =>
      channel === place && !deleted && (ephemeralFor === undefined || ephemeralFor === viewer.id),
  );
  if (seen.length === 0) return html`<p>${say(scene, words.noMessages)}</p>`;
  return html`<ol class="messages">
    ${seen.map((message) => html`<li id="m${message.ts}">${renderMessage(scene, message)}</li>`)}
  </ol>`;
}

function renderMessage(scene: Scene, message: FakeMessage): Html {
  const { world, viewer } = scene;
  const moment = new Date(Number(message.ts) * 1000);
  const author =
    message.user === app.botUserId ? app.name : (findUser(message.user)?.realName ?? message.user);
  const place = pathOf(message.channel, viewer, "press");
  const blocks = storedBlocksOf(message);
  const entered = world.enteredInMessages.get(`${viewer.id}/${message.channel}/${message.ts}`) ?? {};
  const entries = {
    scope: message.ts,
    state: stateOf(blocks, entered),
    errors: {},
    suggested: {},
    pressPath: place,
    searchPath: place,
  };
  return html`<article class="${message.ephemeralFor === undefined ? "message" : "message ephemeral"}">
    <p class="meta">
      <strong>${author}</strong>
      <time datetime="${moment.toISOString()}"
        >${toLocalTime(moment, "{date_short} {time_secs}", viewer)}</time
      >
      ${message.edited ? html`<small>${say(scene, words.edited)}</small>` : ""}
      ${message.threadTs === undefined ? "" : html`<a href="#m${message.threadTs}">${say(scene, words.inThread)}</a>`}
      ${message.ephemeralFor === undefined ? "" : html`<small>${say(scene, words.onlyYou)}</small>`}
    </p>
    ${
      blocks.length === 0
        ? html`<div class="text">${renderMrkdwn(scene, message.text)}</div>`
        : html`<form method="post" action="${place}">
            ${defaultButton}
            <input type="hidden" name="ts" value="${message.ts}" />
            ${renderBlocks(scene, blocks, entries)}
          </form>`
    }
  </article>`;
}
