import { html } from "hono/html";
import type { Html } from "../../layout.ts";

/** A sentence with `{places}`, each filled with a text or with markup. */
export function filled(sentence: string, values: Readonly<Record<string, Html | string>>): Html {
  const parts = sentence.split(/\{(\w+)\}/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? "")))}`;
}
