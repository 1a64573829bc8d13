import type { Credentials } from "../store/credentials.ts";
import type { OpenedAccount } from "./account.ts";

/**
 * The API keys in use on all accounts but one.
 *
 * @throws {@link StoreError} when it cannot be read whether they were reissued.
 */
export async function keysBeside(
  { tag }: Pick<OpenedAccount, "tag">,
  opened: readonly OpenedAccount[],
  credentials: Pick<Credentials, "current">,
): Promise<readonly string[]> {
  const others = opened.flatMap((other) => (other.tag === tag || !other.account ? [] : [other.account]));
  const pairs = await Promise.all(others.map((other) => credentials.current(other.credentials)));
  return pairs.map(({ apiKey }) => apiKey);
}
