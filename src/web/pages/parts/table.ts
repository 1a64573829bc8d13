import { html } from "hono/html";
import type { Html } from "../../layout.ts";

/**
 * A table that is scrolled sideways, also with the keyboard, where it is wider than the page. On a phone each row stands
 * by itself, with the name of its column beside each value; the roles keep it a table to screen readers then.
 */
export function tableOf(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
    <table role="table">
      <thead>
        <tr role="row">
          ${columns.map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr role="row">
              ${row.map((cell, index) => html`<td role="cell" data-label="${columns[index] ?? ""}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
