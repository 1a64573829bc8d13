import type { Text } from "../../../tools/operation.ts";
import { type Block, type Modal, plainText } from "./blocks.ts";
import type { Language } from "./language.ts";

/** What a modal has beside its title and what it shows. */
export interface ModalOptions {
  readonly callback: string;
  /** An opaque id that comes back with what people do in it. */
  readonly metadata?: string;
  /** The label of the button that sends it; without one it only shows something. */
  readonly submit?: string | undefined;
  readonly tellsClosing?: boolean;
}

/** A modal; its title and labels are cut to the 24 characters that Slack takes. */
export function modal(
  title: string,
  blocks: readonly Block[],
  language: Language,
  { callback, metadata = "", submit, tellsClosing = false }: ModalOptions,
): Modal {
  return {
    type: "modal",
    callback_id: callback,
    private_metadata: metadata,
    title: plainText(title, mostInLabel),
    close: plainText((submit === undefined ? texts.close : texts.back)[language], mostInLabel),
    ...(submit === undefined ? {} : { submit: plainText(submit, mostInLabel) }),
    ...(tellsClosing ? { notify_on_close: true } : {}),
    blocks: [...blocks],
  };
}

/** An input for words, under its block id; of several lines with a limit, where they may also be left out. */
export function textInput(id: string, label: string, mostCharacters?: number): Block {
  return {
    type: "input",
    block_id: id,
    label: plainText(label, 2_000),
    element: {
      type: "plain_text_input",
      action_id: "value",
      ...(mostCharacters === undefined ? {} : { multiline: true, max_length: mostCharacters }),
    },
    ...(mostCharacters === undefined ? {} : { optional: true }),
  };
}

const mostInLabel = 24;

const texts = {
  close: { en: "Close", ja: "閉じる" },
  back: { en: "Cancel", ja: "やめる" },
} as const satisfies Record<string, Text>;
