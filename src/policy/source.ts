import { stat } from "node:fs/promises";
import { ConfigError } from "../config/config-error.ts";
import type { Config, PolicySettings } from "../config/config.ts";
import { type Policy, defaultPolicy, versioned } from "../gate/policy.ts";
import { strayAccountsIn } from "../gate/policy/in-account.ts";

/** Where a policy is written. */
export interface PolicySource {
  /** The file that it stands in; absent: in none. */
  readonly file?: string;
  /** As it was when the settings were read. */
  first(): Promise<unknown>;
  /** As it is now, in plain values; nothing where the file is blank. */
  read(): Promise<unknown>;
}

/** What a policy is read with. */
export interface PolicyTerms extends PolicySettings {
  /** The accounts that its rules can name; without them any name is taken, as over the sandbox. */
  readonly accounts?: readonly string[];
}

/** What the configured policy is read with. */
export function termsOf({ policy, accounts }: Pick<Config, "policy" | "accounts">): PolicyTerms {
  return { ...policy, accounts: accounts.map(({ name }) => name) };
}

/** Where the settings say that the policy is written: in a file of its own, in the file of settings, or nowhere. */
export function policySource({ file, inline }: PolicySettings): PolicySource {
  if (file !== undefined) return { file, first: () => contentIn(file), read: () => contentIn(file) };
  if (inline === undefined) return { first: async () => undefined, read: async () => undefined };
  return {
    file: inline.file,
    first: async () => inline.content,
    async read() {
      const { inlinePolicyOf } = await import("../config/file-layer.ts");
      return inlinePolicyOf({ path: inline.file, label: inline.file });
    },
  };
}

/**
 * The policy that is written, with what further settings say on top of it.
 *
 * @throws {@link PolicyError} listing every fault with its path.
 */
export async function toPolicy(
  content: unknown,
  { readOnly, deny, people = [], accounts = [] }: PolicyTerms,
): Promise<Policy> {
  const { version: _version, ...written } = isBlank(content)
    ? defaultPolicy
    : await parsed(content, accounts);
  return versioned({
    ...written,
    readOnly: written.readOnly || readOnly,
    deny: [...written.deny, ...deny],
    people: [...written.people, ...people],
  });
}

/** Whether nothing is written at all. */
export function isBlank(content: unknown): boolean {
  return content === undefined || content === null;
}

/** Loaded only where something is written: a start is quicker without. */
async function parsed(content: unknown, accounts: readonly string[]): Promise<Policy> {
  const { PolicyError, policyFrom } = await import("../gate/policy-file.ts");
  const policy = policyFrom(content);
  const faults = accounts.length === 0 ? [] : strayAccountsIn(policy, accounts);
  if (faults.length > 0) throw new PolicyError(faults);
  return policy;
}

const mostKibibytes = 1_024;

/** A file with nothing in it is just being written, or was emptied: nobody means the default by that. */
async function contentIn(file: string): Promise<unknown> {
  const { PolicyError, contentOf } = await import("../gate/policy-file.ts");
  const content = contentOf(await textIn(file));
  if (isBlank(content)) throw new PolicyError([nothingIn]);
  return content;
}

const nothingIn = "(the file): nothing is in it; write {} for the default policy";

/** A pipe would be waited for, and everything else with it. */
async function textIn(file: string): Promise<string> {
  const { readText } = await import("../config/text-file.ts");
  const isPipe = await stat(file).then(
    (stats) => stats.isFIFO(),
    () => false,
  );
  const read = isPipe ? { fault: "it is a pipe" } : readText(file, mostKibibytes);
  if ("fault" in read) throw new ConfigError(`The policy ${file} cannot be read: ${read.fault}.`);
  return read.text;
}
