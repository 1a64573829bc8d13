import type { Text } from "../../../tools/operation.ts";
import { type Message, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";

/** What to say to a button or a modal of another version of the app. */
export function unknownAction(language: Language): Message {
  return saying(text[language]);
}

const text: Text = {
  en: "This button is not known here any more. Run the command again.",
  ja: "このボタンは現在使えません。コマンドをもう一度実行してください。",
};
