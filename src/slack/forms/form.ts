import { isSecretField, noteOf } from "../../../tools/fields.ts";
import type { FormField } from "../../../tools/form-fields.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { formFaults } from "../../gate/form-faults.ts";
import { issuesSecrets } from "../../gate/seal.ts";
import { type Block, type Modal, context, escaped, literal, section } from "../views/blocks.ts";
import { accountBlocks } from "./account-choice.ts";
import { toInput } from "./form-input.ts";
import { shownFields, valuesFrom } from "./form-values.ts";
import type { Language } from "../views/language.ts";
import { modal } from "../views/modals.ts";
import type { ViewState } from "../payloads.ts";

/** What a form is opened with. */
export interface FormOptions {
  readonly language: Language;
  /** What the form is known by when it comes back. */
  readonly draftId: string;
  /** Raw input so far. A secret in it is not shown. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The accounts that it may be for: one that is settled, or those there are to choose from. */
  readonly accounts?: readonly string[];
  /** What is wrong with that, by field. */
  readonly faults?: Readonly<Record<string, Text>>;
}

/** The form that asks for the input of an operation: required fields first, then those that are given already. */
export function formFor(
  operation: Operation,
  { language, draftId, given, accounts = [], faults = {} }: FormOptions,
): Modal {
  const fields = shownFields(operation).toSorted((left, right) => rank(left, given) - rank(right, given));
  const blocks = [
    context(escaped(operation.summary[language])),
    ...accountBlocks(accounts, language),
    ...faultBlocks(fields, faults, language),
    ...fields.map((field) => toInput(field, given[field.name], language)),
    ...secretBlocks(operation, language),
  ];
  return modal(operation.title[language], blocks, language, {
    // Faults have to be told at once when it comes back, before any draft can be fetched.
    callback: `form:${operation.name}`,
    metadata: draftId,
    submit: (operation.risk === "read" ? texts.run : texts.next)[language],
  });
}

/** The raw input of a submitted form, or what is wrong with it by field, one sentence each. */
export function inputFrom(
  operation: Operation,
  state: ViewState,
): { readonly input: Record<string, unknown> } | { readonly errors: Readonly<Record<string, Text>> } {
  const input = valuesFrom(operation, state);
  const errors = besideFields(operation, formFaults(operation, input));
  return Object.keys(errors).length === 0 ? { input } : { errors };
}

/** Slack shows a fault only beside a field: what is about the input as a whole stands at the first. */
function besideFields(
  operation: Operation,
  { "": whole, ...faults }: Readonly<Record<string, Text>>,
): Readonly<Record<string, Text>> {
  const first = shownFields(operation)[0]?.name ?? "";
  return whole === undefined ? faults : { ...faults, [first]: whole };
}

function rank({ name, isRequired }: FormField, given: FormOptions["given"]): number {
  return isRequired ? 0 : given[name] === undefined ? 2 : 1;
}

function faultBlocks(
  fields: readonly FormField[],
  faults: Readonly<Record<string, Text>>,
  language: Language,
): readonly Block[] {
  const lines = fields.flatMap(({ name, note }) => {
    const fault = faults[name];
    return fault === undefined ? [] : [`• ${escaped(note.title[language])}: ${literal(fault[language])}`];
  });
  return lines.length === 0 ? [] : [section([`*${texts.mend[language]}*`, ...lines].join("\n"))];
}

/** What becomes of secrets, which have no place in a form: whatever is typed in Slack stays in Slack. */
function secretBlocks(operation: Operation, language: Language): readonly Block[] {
  const how = operation.effect === "create" ? texts.secretMade[language] : texts.secretKept[language];
  const taken = Object.entries(operation.input.shape)
    .filter(([name]) => isSecretField(operation, name))
    .map(([name, schema]) => context(`${escaped(noteOf(schema)?.title[language] ?? name)}: ${how}`));
  return [...taken, ...(issuesSecrets(operation) ? [context(texts.secretSealed[language])] : [])];
}

const texts = {
  run: { en: "Run", ja: "実行" },
  next: { en: "Continue", ja: "次へ" },
  mend: { en: "Please correct", ja: "修正してください" },
  secretMade: {
    en: "not typed in Slack. SSS makes a random one, and mails it to the user where that is chosen.",
    ja: "Slackでは入力しません。SSSが自動で作成し、「メールで通知」を選ぶと本人にメールで届きます。",
  },
  secretKept: {
    en: "not typed in Slack, and stays as it is. To change it, run `sss-ops call` on a terminal.",
    ja: "Slackでは入力しません。いまのまま変わりません。変更するときは、ターミナルで `sss-ops call` を実行してください。",
  },
  secretSealed: {
    en: "Secrets that SSS answers are not shown in Slack: they are kept sealed on the server.",
    ja: "SSSが返す秘密情報はSlackには表示せず、サーバー上に封印して保存します。",
  },
} as const satisfies Record<string, Text>;
