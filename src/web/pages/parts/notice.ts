import { html } from "hono/html";
import type { Html } from "../../layout.ts";

/** How news is: something went well, needs attention, or went wrong. */
export type Tone = "good" | "busy" | "bad";

/** News that stands out, and that screen readers say. */
export function notice(tone: Tone, title: Html | string, ...more: readonly (Html | string)[]): Html {
  return html`<div class="notice ${tone}" role="${tone === "bad" ? "alert" : "status"}">
    <p><strong>${title}</strong></p>
    ${more.filter((part) => part !== "").map((part) => html`<p>${part}</p>`)}
  </div>`;
}
