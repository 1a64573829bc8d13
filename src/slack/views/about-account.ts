import type { Text } from "../../../tools/operation.ts";
import { type Message, context, literal } from "./blocks.ts";
import type { Language } from "./language.ts";

/** A message that says of which account it tells, where there are several. */
export function aboutAccount(message: Message, account: string | undefined, language: Language): Message {
  if (account === undefined) return message;
  const told = context(`${accountLabel[language]}: ${literal(account)}`);
  return { ...message, blocks: [...message.blocks, told] };
}

/** What an account is called before its name. */
export const accountLabel: Text = { en: "Account", ja: "アカウント" };
