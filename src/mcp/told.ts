import type { Text } from "../../tools/operation.ts";

/** An account, and one sentence on what it is. */
export interface AccountTold {
  readonly name: string;
  readonly told: Text;
}

/** What a model is told of the accounts: of several only how one is named, since their addresses would take much room. */
export function toldIn(accounts: readonly string[], told: string): string {
  return accounts.length < 2
    ? told
    : `REAL SERVICE: ${accounts.length} accounts. Every call that reaches SSS names one as account; sss://account tells what each is. Where it is not clear which is meant, ask the person.`;
}
