import { html } from "hono/html";
import { fieldsOf, textOf } from "../plain.ts";
import { renderMrkdwn, renderPlain } from "./mrkdwn.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { words } from "./words.ts";

/** A text object or an image as HTML. Of images only the description is shown: they would be fetched from outside. */
export function renderText(scene: Scene, value: unknown): readonly Html[] | Html {
  const { type, text, alt_text: alternative } = fieldsOf(value);
  if (type === "image") return html`<em>${say(scene, words.image)} ${textOf(alternative)}</em>`;
  return type === "mrkdwn" ? renderMrkdwn(scene, textOf(text) ?? "") : renderPlain(textOf(text) ?? "");
}
