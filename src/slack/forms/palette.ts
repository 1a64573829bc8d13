import type { types } from "@slack/bolt";
import { catalog, operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { type Modal, plainText } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import type { ViewState } from "../payloads.ts";

/** The modal in which any operation can be chosen, for where no command can be typed. */
export function paletteModal(language: Language): Modal {
  return {
    type: "modal",
    callback_id: "palette",
    title: plainText(texts.title[language], 24),
    submit: plainText(texts.next[language], 24),
    close: plainText(texts.cancel[language], 24),
    blocks: [
      {
        type: "input",
        block_id: "operation",
        label: plainText(texts.operation[language], 2_000),
        element: {
          type: "static_select",
          action_id: "value",
          placeholder: plainText(texts.choose[language], 150),
          option_groups: optionGroups(language),
        },
      },
    ],
  };
}

/** The operation that was chosen in it; undefined when none was. */
export function chosenIn(state: ViewState): Operation | undefined {
  return operationNamed(state["operation"]?.["value"]?.selected_option?.value ?? "");
}

/** One group for each resource: the first word of its commands. */
function optionGroups(language: Language): NonNullable<types.StaticSelect["option_groups"]> {
  const resources = [...new Set(catalog.map(resourceOf))];
  return resources.map((resource) => ({
    label: plainText(resource, 75),
    options: catalog
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
  next: { en: "Next", ja: "次へ" },
  cancel: { en: "Cancel", ja: "キャンセル" },
} as const satisfies Record<string, Text>;
