import { html } from "hono/html";
import { type FormField, formFields } from "../../../../tools/form-fields.ts";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { formPathOf } from "../../../gate/form-path.ts";
import type { Language, Visitor } from "../../context.ts";
import { type Html, page, postForm } from "../../layout.ts";
import { accountLine } from "../parts/accounts.ts";
import { notice } from "../parts/notice.ts";
import { anchorOf, fieldInput } from "./field-input.ts";
import type { Prefill, Typed } from "./typed.ts";

/** What stands in a form, and what is to be said of it. */
export interface Filled extends Partial<Prefill> {
  readonly typed: Typed;
  /** What has to be mended, by field; under "" what is about all of them. */
  readonly faults?: Readonly<Record<string, Text>>;
  /** Stands above everything else. */
  readonly notice?: Html;
}

/** The form that takes the input of a write. */
export function runPage(visitor: Visitor, operation: Operation, filled: Filled): Html {
  const { language } = visitor;
  const { typed, faults = {}, exposed = [] } = filled;
  const fields = formFields(operation);
  const inputs = fields.map((field) =>
    fieldInput(field, { texts: typed.get(field.name), fault: faults[field.name] }, language),
  );
  const form = html`${inputs}
    <div class="actions">
      <button class="primary">${texts.next[language]}</button>
      <a href="/operations/${operation.name}">${texts.about[language]}</a>
    </div>`;
  const body = html`${filled.notice ?? ""} ${faultSummary(fields, faults, language)}
    ${exposed.map((field) => exposedNotice(field, language))}
    <p>${operation.summary[language]}</p>
    ${accountLine(visitor)}
    <p>${texts.notYet[language]}</p>
    <section class="card fields">
      ${postForm(visitor, formPathOf(operation, {}, visitor.actor.account), form)}
    </section>`;
  return wholePage(visitor, operation, body);
}

/** What is said in the place of a form: what only reads has none, and the policy or a guard may refuse a write. */
export function noFormPage(visitor: Visitor, operation: Operation, told: Html): Html {
  const about = texts.about[visitor.language];
  return wholePage(
    visitor,
    operation,
    html`${told}
      <p><a href="/operations/${operation.name}">${about}</a></p>`,
  );
}

function wholePage(visitor: Visitor, operation: Operation, body: Html): Html {
  const { en, ja } = operation.title;
  return page(visitor, {
    title: { en: `Run: ${en}`, ja: `実行: ${ja}` },
    body,
    here: formPathOf(operation),
  });
}

/** All that has to be mended, each with a link to its field; whoever sent the form is taken here. */
function faultSummary(
  fields: readonly FormField[],
  faults: Readonly<Record<string, Text>>,
  language: Language,
): Html | "" {
  if (Object.keys(faults).length === 0) return "";
  const whole = faults[""];
  const items = fields.flatMap((field) => {
    const fault = faults[field.name];
    return fault === undefined ? [] : [html`<li>${linkTo(field, language)}: ${fault[language]}</li>`];
  });
  return html`<div class="notice bad" role="alert" tabindex="-1" autofocus>
    <p><strong>${texts.mend[language]}</strong></p>
    <ul>
      ${whole === undefined ? "" : html`<li>${whole[language]}</li>`} ${items}
    </ul>
  </div>`;
}

function linkTo(field: FormField, language: Language): Html {
  return html`<a href="#${anchorOf(field)}">${field.note.title[language]}</a>`;
}

function exposedNotice(field: FormField, language: Language): Html {
  const title = texts.exposed[language].replace("{field}", () => field.note.title[language]);
  return notice("busy", title, texts.anew[language]);
}

const texts = {
  notYet: {
    en: "Nothing is done yet: the next page shows all of it, and takes the consent.",
    ja: "この画面では実行されません。次のページで内容を確認し、同意すると実行されます。",
  },
  next: { en: "Continue", ja: "次へ" },
  about: { en: "About this operation", ja: "この操作について" },
  mend: { en: "Nothing was done. Please correct:", ja: "実行していません。次の項目を修正してください。" },
  exposed: {
    en: "{field}: the address of this page held a value, which was not taken.",
    ja: "{field}: このページのURLに含まれていた値は使用しません。",
  },
  anew: {
    en: "Addresses are kept in histories and logs. Take that value for known, and type another one here.",
    ja: "URLは履歴やログに残ります。その値は漏えいしたものとみなし、別の値を入力してください。",
  },
} as const satisfies Record<string, Text>;
