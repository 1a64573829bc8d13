import { html } from "hono/html";
import type { FormField } from "../../../../tools/form-fields.ts";
import { textsFrom } from "../../../../tools/form-values.ts";
import type { Text } from "../../../../tools/operation.ts";
import { toWord } from "../../../../tools/words.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";

/** How a field stands in a form. */
export interface FieldState {
  /** What was typed into it; undefined where nobody was asked yet. */
  readonly texts: readonly string[] | undefined;
  /** What has to be mended. */
  readonly fault: Text | undefined;
}

/** Where a field is on its page. */
export function anchorOf({ name }: FormField): string {
  return `input-${name}`;
}

/** The input of a field with its label, what it takes, and what is wrong with it. A secret is never in it. */
export function fieldInput(field: FormField, { texts, fault }: FieldState, language: Language): Html {
  const shown = field.isSecret ? [] : (texts ?? textsFrom(field.standing));
  const hint = hintOf(field, language);
  const below = html`${hint === "" ? "" : html`<p class="hint" id="hint-${field.name}">${hint}</p>`}
  ${fault === undefined ? "" : html`<p class="error" id="fault-${field.name}">${fault[language]}</p>`}`;
  const described = describedBy(field, hint !== "", fault !== undefined);
  if (field.shape.kind === "choices")
    return html`<fieldset ${described}>
      <legend>${labelOf(field, language)}</legend>
      ${boxes(field, field.shape.values, shown)} ${below}
    </fieldset>`;
  return html`<div class="field">
    <label for="${anchorOf(field)}">${labelOf(field, language)}</label>
    ${control(field, shown, described, language)} ${below}
  </div>`;
}

function labelOf(field: FormField, language: Language): Html {
  const need = (isNeeded(field) ? texts.required : texts.optional)[language];
  return html`${field.note.title[language]} <span class="soft">${need}</span>`;
}

/** Whether something has to be typed: where a text may be empty, nothing is a text as well. */
function isNeeded({ isRequired, isBlankable }: FormField): boolean {
  return isRequired && !isBlankable;
}

/** Ties the hint and the fault to their input, so that a screen reader says them with it. */
function describedBy({ name }: FormField, hasHint: boolean, hasFault: boolean): Html {
  const ids = [...(hasHint ? [`hint-${name}`] : []), ...(hasFault ? [`fault-${name}`] : [])];
  return html`${ids.length === 0 ? "" : html`aria-describedby="${ids.join(" ")}"`}
  ${hasFault ? html`aria-invalid="true"` : ""}`;
}

function control(field: FormField, shown: readonly string[], described: Html, language: Language): Html {
  switch (field.shape.kind) {
    case "flag":
    case "choice":
    case "choices":
      return select(field, shown, described, language);
    case "list":
    case "entries":
      return textarea(field, shown, described);
    case "text":
      return field.shape.isLong ? textarea(field, shown, described) : input(field, shown, described);
    case "number":
    case "id":
      return input(field, shown, described);
  }
}

function input(field: FormField, [shown = ""]: readonly string[], described: Html): Html {
  const { isSecret, shape } = field;
  return html`<input
    ${attributesOf(field)}
    type="${isSecret ? "password" : "text"}"
    ${isSecret ? "" : html`value="${shown}"`}
    ${shape.kind === "number" ? html`inputmode="numeric"` : ""}
    autocomplete="${isSecret ? "new-password" : "off"}"
    autocapitalize="off"
    spellcheck="false"
    ${described}
  />`;
}

function textarea(field: FormField, shown: readonly string[], described: Html): Html {
  // Browsers drop one line break at the beginning: not the first one of the text.
  const text = `\n${shown.join("\n")}`;
  return html`<textarea ${attributesOf(field)} ${described}>${text}</textarea>`;
}

function select(
  field: FormField,
  [shown = ""]: readonly string[],
  described: Html,
  language: Language,
): Html {
  const nothing = (isNeeded(field) ? texts.choose : texts.leaveOut)[language];
  const options = [["", nothing], ...optionsOf(field, language)] as const;
  return html`<select ${attributesOf(field)} ${described}>
    ${options.map(
      ([value, word]) =>
        html`<option value="${value}" ${value === shown ? html`selected` : ""}>${word}</option>`,
    )}
  </select>`;
}

function optionsOf({ shape }: FormField, language: Language): readonly (readonly [string, string])[] {
  return "values" in shape
    ? shape.values.map((value) => [value, value])
    : [
        ["true", texts.yes[language]],
        ["false", texts.no[language]],
      ];
}

/** The first box carries the anchor, so that a link to the field leads to what can be ticked. */
function boxes(field: FormField, values: readonly string[], shown: readonly string[]): readonly Html[] {
  return values.map(
    (value, index) =>
      html`<label class="box"
        ><input
          type="checkbox"
          name="${field.name}"
          value="${value}"
          ${index === 0 ? html`id="${anchorOf(field)}"` : ""}
          ${shown.includes(value) ? html`checked` : ""}
        />
        <code>${value}</code></label
      >`,
  );
}

function attributesOf(field: FormField): Html {
  return html`id="${anchorOf(field)}" name="${field.name}" ${isNeeded(field) ? html`required` : ""}`;
}

function hintOf(field: FormField, language: Language): string {
  const { note, shape, isSecret } = field;
  const description = note.description?.[language] ?? "";
  const example = exampleOf(field);
  const sentences = [
    description,
    shape.kind === "list" ? texts.lines[language] : "",
    shape.kind === "entries" ? texts.json[language] : "",
    example === "" || description.includes(example) ? "" : `${texts.example[language]}${example}`,
    isSecret ? texts.secret[language] : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(language === "ja" ? "。" : ". ");
}

/** What can be typed; where there is a choice, it shows itself. */
function exampleOf({ note, shape }: FormField): string {
  const [example] = note.examples ?? [];
  return example === undefined || "values" in shape || shape.kind === "flag" ? "" : toWord(example);
}

const texts = {
  required: { en: "(required)", ja: "（必須）" },
  optional: { en: "(optional)", ja: "（任意）" },
  choose: { en: "Choose", ja: "選択してください" },
  leaveOut: { en: "(leave out)", ja: "（指定しない）" },
  yes: { en: "Yes", ja: "はい" },
  no: { en: "No", ja: "いいえ" },
  example: { en: "E.g. ", ja: "例: " },
  lines: { en: "One on each line", ja: "1行に1つずつ入力してください" },
  json: { en: "A JSON list", ja: "JSONの配列で入力してください" },
  secret: {
    en: "It is kept sealed and shown nowhere",
    ja: "入力内容は暗号化して保存され、どこにも表示されません",
  },
} as const satisfies Record<string, Text>;
