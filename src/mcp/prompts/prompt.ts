import type { OperationName } from "../../../tools/index.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import type { Text } from "../../../tools/operation.ts";

/** A job that people have, as steps that an assistant goes through with them. */
export interface Prompt {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  readonly arguments: readonly PromptArgument[];
  readonly steps: readonly PromptStep[];
  /** What to mind beside the steps. */
  readonly notes: readonly Text[];
}

/** What is asked of the person before a prompt is used. All of it comes as text. */
export interface PromptArgument {
  readonly name: string;
  readonly title: Text;
  readonly required?: true;
  /** Several may be given, with commas between. */
  readonly isMany?: true;
  /** What it names, where it is something that can be looked up. */
  readonly lookup?: Lookup;
  /** What else it has to look like. */
  readonly form?: "month" | "language";
  /** What there is to choose from. */
  readonly among?: readonly string[];
}

/** One operation of a job. */
export interface PromptStep {
  readonly does: Text;
  readonly operation: OperationName;
  /** Its arguments: `{name}` stands for what was given as the prompt's argument, and is left out where nothing was. */
  readonly input: Readonly<Record<string, string | boolean>>;
  /** Only where this argument is given; of several values once for each. */
  readonly for?: string;
}

/** All that a prompt takes: its own arguments, which account is meant where there are several, and the language. */
export function argumentsOf(
  { arguments: own }: Pick<Prompt, "arguments">,
  accounts: readonly string[],
): readonly PromptArgument[] {
  return [...(accounts.length < 2 ? [] : [accountArgument(accounts)]), ...own, languageArgument];
}

/** What the argument is called that names an account. */
export const account = "account";

function accountArgument(accounts: readonly string[]): PromptArgument {
  return {
    name: account,
    title: { en: "Account that it is about", ja: "対象のアカウント" },
    required: true,
    among: accounts,
  };
}

const languageArgument: PromptArgument = {
  name: "language",
  title: { en: "Language of the prompt: en or ja", ja: "プロンプトの言語（en または ja）" },
  form: "language",
};
