import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";

/** What an address template ends with where there are several accounts (RFC 6570). */
const variable = "{?account}";

/** The template of an address under which each of several accounts has a record. */
export function withAccount(template: string, accounts: readonly string[]): string {
  return accounts.length < 2 ? template : `${template}${variable}`;
}

/** A template without the account. */
export function withoutAccount(template: string): string {
  return template.endsWith(variable) ? template.slice(0, -variable.length) : template;
}

/** An address parted from the account that it names, where there are several. Throws a {@link ProtocolError} for another query. */
export function partAccount(
  uri: string,
  accounts: readonly string[],
): { readonly address: string; readonly account?: string } {
  const [address = "", query] = accounts.length < 2 ? [uri] : uri.split(/\?(.*)/s);
  if (query === undefined) return { address };
  const account = /^account=([^&]*)$/.exec(query)?.[1];
  if (account !== undefined && accounts.includes(account)) return { address, account };
  const message = `account: expected ?account= with one of ${accounts.join(", ")} at the end of the address.`;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
