import type { Text } from "../../../tools/operation.ts";
import type { ViewState } from "../payloads.ts";
import { accountLabel } from "../views/about-account.ts";
import { type Block, context, literal, plainText } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";

/** Colons are in no name of a field. */
const block = "sss:account";

/** The part of a form that says which account it is for, or asks which of several; nothing where there is no choice. */
export function accountBlocks(accounts: readonly string[], language: Language): readonly Block[] {
  const [first, ...others] = accounts;
  if (first === undefined) return [];
  const label = accountLabel[language];
  if (others.length === 0) return [context(`${label}: *${literal(first)}*`)];
  return [
    {
      type: "input",
      block_id: block,
      label: plainText(label),
      element: {
        type: "static_select",
        action_id: "value",
        placeholder: plainText(texts.choose[language]),
        options: accounts.slice(0, mostOptions).map((name) => ({ text: plainText(name, 75), value: name })),
      },
    },
  ];
}

/** The only account that a form is for, whatever comes back with it, or the one that was chosen in it. */
export function accountIn(state: ViewState, accounts: readonly string[]): string | undefined {
  const [first, ...others] = accounts;
  return first !== undefined && others.length === 0 ? first : state[block]?.["value"]?.selected_option?.value;
}

/** As many as Slack takes in a select. */
const mostOptions = 100;

const texts = { choose: { en: "Choose an account", ja: "アカウントを選択" } } as const satisfies Record<
  string,
  Text
>;
