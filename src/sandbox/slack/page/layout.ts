import { html } from "hono/html";
import { app, team, users } from "../cast.ts";
import { directChannelOf } from "../world.ts";
import { stackOf } from "../views.ts";
import { renderMessages } from "./message.ts";
import { pathOf, say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderHome, renderModal } from "./view.ts";
import { words } from "./words.ts";

/** A whole page: what somebody sees of the workspace. */
export function renderPage(scene: Scene): Html {
  const { viewer, world, notice } = scene;
  const title = titleOf(scene);
  const modal = stackOf(world, viewer.id).at(-1);
  return html`<!doctype html>
    <html lang="${viewer.locale.slice(0, 2)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} | ${team.name}</title>
        <link rel="stylesheet" href="/sandbox/slack/style.css" />
      </head>
      <body>
        <p class="banner" role="note">${say(scene, words.banner)}</p>
        <div class="columns">
          <header>${renderPerson(scene)} ${renderPlaces(scene)}</header>
          <main>
            <h1>${title}</h1>
            <p><a href="${pathOf(scene.place, viewer)}">${say(scene, words.refresh)}</a></p>
            ${notice === undefined ? "" : html`<p class="error" role="alert">${notice}</p>`}
            ${modal === undefined ? renderPlace(scene) : renderModal(scene, modal)}
          </main>
        </div>
      </body>
    </html>`;
}

function titleOf(scene: Scene): string {
  if (scene.place === "home") return say(scene, words.home);
  const channel = scene.world.channels.get(scene.place);
  return channel?.kind === "public" ? `#${channel.name}` : app.name;
}

function renderPlace(scene: Scene): Html {
  if (scene.place === "home") return renderHome(scene);
  return html`${renderMessages(scene)} ${renderComposer(scene)}`;
}

function renderComposer(scene: Scene): Html {
  return html`<form class="composer" method="post" action="${pathOf(scene.place, scene.viewer, "say")}">
    <label for="text">${say(scene, words.command)}</label>
    <input id="text" name="text" required autocomplete="off" placeholder="/sss help" />
    <button class="primary">${say(scene, words.send)}</button>
  </form>`;
}

function renderPerson(scene: Scene): Html {
  return html`<form
    class="person"
    method="get"
    action="/sandbox/slack/${scene.place.startsWith("D") ? "home" : scene.place}"
  >
    <label for="as">${say(scene, words.person)}</label>
    <select id="as" name="as">
      ${Object.values(users)
        .filter(({ flags }) => !flags.includes("deleted") && !flags.includes("is_bot"))
        .map(
          ({ key, realName }) =>
            html`<option value="${key}" ${key === scene.viewer.key ? "selected" : ""}>
              ${realName} (${key})
            </option>`,
        )}
    </select>
    <button class="plain">${say(scene, words.switchPerson)}</button>
  </form>`;
}

function renderPlaces(scene: Scene): Html {
  const { world, viewer, place, shortcuts } = scene;
  const channels = [...world.channels.values()].filter(
    ({ kind, members }) => kind === "public" && members.includes(viewer.id),
  );
  const direct = directChannelOf(world, viewer);
  const link = (target: string, label: string) =>
    html`<li>
      <a href="${pathOf(target, viewer)}" ${target === place ? html`aria-current="page"` : ""}>${label}</a>
    </li>`;
  return html`<nav aria-label="${say(scene, words.navigation)}">
    <h2>${say(scene, words.channels)}</h2>
    <ul>
      ${channels.map(({ id, name }) => link(id, `#${name}`))}
    </ul>
    <h2>${say(scene, words.app)}</h2>
    <ul>
      ${link(direct.id, say(scene, words.directMessages))}
    </ul>
    <form method="post" action="${pathOf("home", viewer, "open")}">
      <button class="plain" ${place === "home" ? html`aria-current="page"` : ""}>
        ${say(scene, words.home)}
      </button>
    </form>
    ${
      shortcuts.length === 0
        ? ""
        : html`<h2>${say(scene, words.shortcuts)}</h2>
            <form method="post" action="${pathOf(place, viewer, "shortcut")}">
              ${shortcuts.map(
                ({ callbackId, name }) =>
                  html`<button class="plain" name="shortcut" value="${callbackId}">${name}</button>`,
              )}
            </form>`
    }
  </nav>`;
}
