import { html } from "hono/html";
import { fieldsOf, listOf, textOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { toLocalTime } from "./date.ts";
import { renderLink, renderPlain, renderUser } from "./mrkdwn.ts";
import type { Html, Scene } from "./scene.ts";

/** A `rich_text` block as HTML. */
export function renderRichText(scene: Scene, block: Fields): readonly Html[] {
  return listOf(block["elements"]).map((element) => renderPart(scene, fieldsOf(element)));
}

function renderPart(scene: Scene, { type, elements, style }: Fields): Html {
  const inner = listOf(elements).map(fieldsOf);
  switch (type) {
    case "rich_text_list": {
      const items = inner.map((item) => html`<li>${renderInline(scene, item["elements"])}</li>`);
      return style === "ordered"
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case "rich_text_preformatted":
      return html`<pre>${renderInline(scene, inner)}</pre>`;
    case "rich_text_quote":
      return html`<blockquote>${renderInline(scene, inner)}</blockquote>`;
    default:
      return html`<p class="lines">${renderInline(scene, inner)}</p>`;
  }
}

function renderInline(scene: Scene, elements: unknown): readonly Html[] {
  return listOf(elements).map((element) => styled(fieldsOf(element), renderWord(scene, fieldsOf(element))));
}

function renderWord({ world, viewer }: Scene, element: Fields): Html {
  const text = (name: string) => textOf(element[name]) ?? "";
  switch (element["type"]) {
    case "link":
      return renderLink(text("url"), text("text") || text("url"));
    case "user":
      return renderUser(text("user_id"));
    case "channel":
      return html`#${world.channels.get(text("channel_id"))?.name ?? text("channel_id")}`;
    case "broadcast":
      return html`@${text("range")}`;
    case "emoji":
      return html`:${text("name")}:`;
    case "date":
      return html`${toLocalTime(new Date(Number(element["timestamp"]) * 1000), text("format"), viewer)}`;
    default:
      return renderPlain(text("text") || text("value"));
  }
}

function styled({ style }: Fields, inner: Html): Html {
  const { bold, italic, strike, code } = fieldsOf(style);
  let result = inner;
  if (code === true) result = html`<code>${result}</code>`;
  if (strike === true) result = html`<s>${result}</s>`;
  if (italic === true) result = html`<em>${result}</em>`;
  return bold === true ? html`<strong>${result}</strong>` : result;
}
