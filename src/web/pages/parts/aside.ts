import { html } from "hono/html";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";

/** A remark in parentheses behind what it is about: full-width ones in Japanese, which take no space before them. */
export function aside(remark: Html | string, language: Language, tone: "" | "soft" = ""): Html {
  return language === "ja"
    ? html`<span class="${tone}">（${remark}）</span>`
    : html` <span class="${tone}">(${remark})</span>`;
}
