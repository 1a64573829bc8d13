import type { Cover, Policy } from "../policy.ts";

/** The policy as it holds for one account: without the rules and freezes that are for others. Its version stays. */
export function inAccount(policy: Policy, account: string): Policy {
  const isHere = ({ accounts }: Cover) => accounts?.includes(account) ?? true;
  return { ...policy, rules: policy.rules.filter(isHere), freezes: policy.freezes.filter(isHere) };
}

/** Which rules and freezes name an account that is not there, a line each: they would never hold. */
export function strayAccountsIn({ rules, freezes }: Policy, accounts: readonly string[]): readonly string[] {
  return Object.entries({ rules, freezes }).flatMap(([part, covers]) =>
    covers.flatMap(({ name, accounts: named = [] }) =>
      named
        .filter((account) => !accounts.includes(account))
        .map(
          (account) =>
            `${part}, ${name}: there is no account ${account}; expected ${accounts.join(", ")}, or no accounts for all`,
        ),
    ),
  );
}
