import { html } from "hono/html";
import { elementsIn } from "../blocks.ts";
import { fieldsOf, listOf, textOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { renderElement } from "./elements.ts";
import type { Entries } from "./entries.ts";
import { renderField } from "./field.ts";
import { renderRichText } from "./rich-text.ts";
import { say } from "./scene.ts";
import type { Html, Scene } from "./scene.ts";
import { renderText } from "./text.ts";
import { words } from "./words.ts";

/** Stored blocks as HTML. They stand in a form, so that what is entered goes along with every press. */
export function renderBlocks(scene: Scene, blocks: readonly Fields[], entries: Entries): readonly Html[] {
  return blocks.map((block) => renderBlock(scene, block, entries));
}

function renderBlock(scene: Scene, block: Fields, entries: Entries): Html {
  switch (block["type"]) {
    case "section":
      return renderSection(scene, block, entries);
    case "header":
      return html`<h3>${renderText(scene, block["text"])}</h3>`;
    case "divider":
      return html`<hr />`;
    case "context":
      return html`<div class="context">
        ${listOf(block["elements"]).map((each) => html`<span>${renderText(scene, each)}</span> `)}
      </div>`;
    case "actions":
    case "context_actions":
      return html`<div class="actions">${renderControls(scene, block, entries)}</div>`;
    case "input":
      return html`${elementsIn([block]).map((placed) => renderField(scene, placed, entries))}`;
    case "rich_text":
      return html`<div>${renderRichText(scene, block)}</div>`;
    case "markdown":
      return html`<p class="lines">${String(block["text"])}</p>`;
    case "alert":
      return html`<div class="alert" role="note">${renderText(scene, block["text"])}</div>`;
    case "image":
      return html`<p>${renderText(scene, block)}</p>`;
    case "table":
    case "data_table":
      return renderTable(scene, block);
    case "container":
      return html`<fieldset>
        <legend>${renderText(scene, block["title"])}</legend>
        ${renderBlocks(scene, listOf(block["child_blocks"]).map(fieldsOf), entries)}
      </fieldset>`;
    default:
      return html`<p>${say(scene, words.unknownBlock)} <code>${String(block["type"])}</code></p>`;
  }
}

function renderSection(scene: Scene, block: Fields, entries: Entries): Html {
  const { text, fields, accessory } = block;
  const isImage = fieldsOf(accessory)["type"] === "image";
  return html`<div class="section">
    <div>
      ${text !== undefined && html`<div class="text">${renderText(scene, text)}</div>`}
      ${fields !== undefined && html`<div class="fields">${listOf(fields).map((each) => html`<div class="text">${renderText(scene, each)}</div>`)}</div>`}
    </div>
    ${isImage ? renderText(scene, accessory) : renderControls(scene, block, entries)}
  </div>`;
}

function renderControls(scene: Scene, block: Fields, entries: Entries): readonly Html[] {
  return elementsIn([block]).map((placed) => renderElement(scene, placed, entries));
}

function renderTable(scene: Scene, { rows, caption }: Fields): Html {
  const cells = listOf(rows).map((row) => listOf(row).map(fieldsOf));
  const show = (cell: Fields) =>
    cell["type"] === "rich_text" ? renderRichText(scene, cell) : renderText(scene, cell);
  const [head = [], ...body] = cells;
  return html`<div class="scroll" tabindex="0">
    <table>
      ${
        caption !== undefined &&
        html`<caption>
          ${textOf(caption)}
        </caption>`
      }
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${show(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${show(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
