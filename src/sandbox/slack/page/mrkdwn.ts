import { html } from "hono/html";
import { findUser } from "../world.ts";
import { toLocalTime } from "./date.ts";
import type { Html, Scene } from "./scene.ts";

const pieces =
  /```(?<pre>[^]+?)```|`(?<code>[^`\n]+)`|<(?<entity>[^<>]+)>|(?<![\p{L}\p{N}*])\*(?<bold>[^*\n]+)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<italic>[^_\n]+)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<strike>[^~\n]+)~(?![\p{L}\p{N}~])|(?<newline>\n)/gu;

/** Text in Slack's markup as HTML. Whatever it contains, only this function's own tags come out. */
export function renderMrkdwn(scene: Scene, text: string): readonly Html[] {
  const result: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    result.push(renderPlain(text.slice(end, match.index)), renderPiece(scene, match.groups ?? {}));
    end = match.index + match[0].length;
  }
  return [...result, renderPlain(text.slice(end))];
}

/** Text without markup as HTML. */
export function renderPlain(text: string): Html {
  return html`${unescaped(text)}`;
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function renderPiece(scene: Scene, groups: Readonly<Record<string, string | undefined>>): Html {
  const { pre, code, entity, bold, italic, strike } = groups;
  if (pre !== undefined) return html`<pre>${renderVerbatim(scene, pre.replace(/^\n/, ""))}</pre>`;
  if (code !== undefined) return html`<code>${renderVerbatim(scene, code)}</code>`;
  if (entity !== undefined) return renderEntity(scene, entity);
  if (bold !== undefined) return html`<strong>${renderMrkdwn(scene, bold)}</strong>`;
  if (italic !== undefined) return html`<em>${renderMrkdwn(scene, italic)}</em>`;
  if (strike !== undefined) return html`<s>${renderMrkdwn(scene, strike)}</s>`;
  return html`<br />`;
}

/** Within code only what stands in angle brackets still means something. */
function renderVerbatim(scene: Scene, text: string): readonly Html[] {
  return text
    .split(/<([^<>]+)>/)
    .map((part, index) => (index % 2 === 0 ? renderPlain(part) : renderEntity(scene, part)));
}

/** What stands in angle brackets: a mention, a date or a link. */
function renderEntity(scene: Scene, entity: string): Html {
  const bar = entity.indexOf("|");
  const target = bar === -1 ? entity : entity.slice(0, bar);
  const label = bar === -1 ? undefined : unescaped(entity.slice(bar + 1));
  if (target.startsWith("@")) return renderUser(target.slice(1));
  if (target.startsWith("#"))
    return mention(`#${scene.world.channels.get(target.slice(1))?.name ?? target.slice(1)}`);
  if (target.startsWith("!date^")) return renderDate(scene, target, label ?? "");
  if (target.startsWith("!")) return mention(`@${label ?? target.slice(1)}`);
  return renderLink(unescaped(target), label);
}

/** A mention of a person, by id. */
export function renderUser(id: string): Html {
  return mention(`@${findUser(id)?.name ?? id}`);
}

function mention(text: string): Html {
  return html`<span class="mention">${text}</span>`;
}

/** A link, if it is one of the kinds that only lead somewhere; and else the text of it. */
export function renderLink(address: string, label = address): Html {
  return linked(html`${label}`, address);
}

function linked(label: Html, address: string): Html {
  const isHarmless = /^(https?|mailto):/i.test(address) && URL.canParse(address);
  return isHarmless ? html`<a href="${address}" rel="noreferrer noopener">${label}</a>` : label;
}

function renderDate({ viewer }: Scene, target: string, fallback: string): Html {
  const [, seconds = "", format = "", link] = target.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return html`${fallback}`;
  const time = html`<time datetime="${moment.toISOString()}">${toLocalTime(moment, format, viewer)}</time>`;
  return link === undefined ? time : linked(time, unescaped(link));
}
