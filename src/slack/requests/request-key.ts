/** An approval request of SSS, and the account that it waits for where there are several. */
export interface RequestRef {
  readonly id: string;
  readonly account?: string;
}

/** What a request is known by on cards and in buttons. */
export function keyOf({ id, account }: RequestRef): string {
  return account === undefined ? id : `${account}:${id}`;
}

/** The request that is known by a key. One that names none of several accounts is nobody's, and no call takes it. */
export function refOf(key: string, accounts: readonly string[]): RequestRef {
  const account = accounts.length < 2 ? undefined : accounts.find((name) => key.startsWith(`${name}:`));
  return account === undefined ? { id: key } : { id: key.slice(account.length + 1), account };
}
