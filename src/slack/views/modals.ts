import type { Text } from "../../../tools/operation.ts";
import { type Block, type Message, type Modal, plainSection, plainText } from "./blocks.ts";
import type { ViewState } from "../payloads.ts";
import type { Language } from "./language.ts";

/** What a modal has beside its title and what it shows. */
export interface ModalOptions {
  /** What it is, as its submission and its closing say. */
  readonly callback: string;
  /** An opaque id that comes back with what people do in it. */
  readonly metadata?: string;
  /** The label of the button that sends it; without one it only shows something. */
  readonly submit?: string | undefined;
  /** Whether we are told when somebody closes it. */
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
    close: plainText((submit === undefined ? texts.close : texts.cancel)[language], mostInLabel),
    ...(submit === undefined ? {} : { submit: plainText(submit, mostInLabel) }),
    ...(tellsClosing ? { notify_on_close: true } : {}),
    blocks: [...blocks],
  };
}

/** A message in a modal. */
export function messageModal(message: Message, language: Language): Modal {
  return modal("sss-ops", message.blocks.slice(0, mostInModal), language, { callback: "tell" });
}

/** What stands in a modal that had to be opened before there was anything to show. */
export function busyModal(language: Language): Modal {
  return modal(texts.busyTitle[language], [plainSection(texts.busy[language])], language, {
    callback: "tell",
  });
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

/** What somebody typed into such an input; empty where they typed nothing. */
export function typedIn(state: ViewState, id: string): string {
  return state[id]?.["value"]?.value ?? "";
}

/** The blocks that Slack takes in a modal, and the characters in its title and on its buttons. */
const mostInModal = 100;
const mostInLabel = 24;

const texts = {
  close: { en: "Close", ja: "閉じる" },
  cancel: { en: "Cancel", ja: "キャンセル" },
  busyTitle: { en: "One moment", ja: "お待ちください" },
  busy: { en: "Asking SSS…", ja: "SSSに問い合わせています…" },
} as const satisfies Record<string, Text>;
