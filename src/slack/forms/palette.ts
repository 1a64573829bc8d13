import type { types } from "@slack/bolt";
import { catalog, operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { type Block, type Modal, plainText } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { modal } from "../views/modals.ts";
import type { ViewAck, ViewState } from "../payloads.ts";
import { formFor } from "./form.ts";

/** The modal in which any operation that is offered can be chosen, for where no command can be typed. */
export function paletteModal(language: Language, offered: readonly Operation[] = catalog): Modal {
  const choice: Block = {
    type: "input",
    block_id: "operation",
    label: plainText(texts.operation[language]),
    element: {
      type: "static_select",
      action_id: "value",
      placeholder: plainText(texts.choose[language]),
      option_groups: optionGroups(language, offered),
    },
  };
  return modal(texts.title[language], [choice], language, {
    callback: "palette",
    submit: texts.next[language],
  });
}

/** The form of the operation that was chosen in it, in its place; or that one has to be chosen. */
export function submitPalette(
  state: ViewState,
  language: Language,
  accounts: readonly string[] = [],
): ViewAck {
  const operation = operationNamed(state["operation"]?.["value"]?.selected_option?.value ?? "");
  return operation === undefined
    ? { errors: { operation: texts.missing[language] } }
    : { update: formFor(operation, { language, draftId: "", given: {}, accounts }) };
}

/** One group for each resource: the first word of its commands. */
function optionGroups(
  language: Language,
  offered: readonly Operation[],
): NonNullable<types.StaticSelect["option_groups"]> {
  const resources = [...new Set(offered.map(resourceOf))];
  return resources.map((resource) => ({
    label: plainText(resource, 75),
    options: offered
      .filter((operation) => resourceOf(operation) === resource)
      .map(({ name, title, command }) => ({
        text: plainText(`${title[language]} (${command})`, 75),
        value: name,
      })),
  }));
}

function resourceOf({ command }: Operation): string {
  return command.split(" ")[0] ?? command;
}

const texts = {
  title: { en: "SSS operations", ja: "SSSの操作" },
  operation: { en: "Operation", ja: "操作" },
  choose: { en: "Choose an operation", ja: "操作を選択" },
  missing: { en: "Choose an operation", ja: "操作を選択してください" },
  next: { en: "Continue", ja: "次へ" },
} as const satisfies Record<string, Text>;
