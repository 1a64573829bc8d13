import type { Text } from "../../../../tools/operation.ts";
import type { FakeUser } from "../model.ts";

/** What Slack itself says to people. */
export const slackSays = {
  noAnswer: {
    en: "We had some trouble connecting. Try again?",
    ja: "接続に問題が発生しました。もう一度お試しください。",
  },
  required: { en: "Please complete this required field.", ja: "この項目は必須です。" },
  email: { en: "Please enter a valid email address.", ja: "有効なメールアドレスを入力してください。" },
  url: { en: "Please enter a valid URL.", ja: "有効な URL を入力してください。" },
  number: { en: "Please enter a valid number.", ja: "有効な数値を入力してください。" },
} as const satisfies Record<string, Text>;

/** What Slack says about a limit. */
export const limitSays = {
  tooShort: (least: number) => ({
    en: `Please enter at least ${least} characters.`,
    ja: `${least} 文字以上で入力してください。`,
  }),
  tooLong: (most: number) => ({
    en: `Please enter at most ${most} characters.`,
    ja: `${most} 文字以内で入力してください。`,
  }),
  tooSmall: (least: number) => ({
    en: `Please enter ${least} or more.`,
    ja: `${least} 以上の値を入力してください。`,
  }),
  tooBig: (most: number) => ({
    en: `Please enter ${most} or less.`,
    ja: `${most} 以下の値を入力してください。`,
  }),
} as const satisfies Record<string, (limit: number) => Text>;

/** What Slack says when a slash command came to nothing. */
export const commandSays = {
  noAnswer: (command: string) => ({
    en: `${command} failed because the app did not respond`,
    ja: `アプリが応答しなかったため、${command} は失敗しました`,
  }),
  error: (command: string, error: string) => ({
    en: `${command} failed with the error "${error}"`,
    ja: `${command} はエラー "${error}" で失敗しました`,
  }),
} as const;

/** A sentence in the language of a person. */
export function sayTo({ locale }: FakeUser, text: Text): string {
  return locale.startsWith("ja") ? text.ja : text.en;
}
