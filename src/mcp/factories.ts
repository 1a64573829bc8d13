import { type ServerFactory, type ServerOptions, createServerFactory } from "./server.ts";

/**
 * What makes servers over all accounts, or over the one that a caller is held to, where nothing tells of another. Each is
 * put together once; undefined where there is no account of that name.
 */
export function createFactories(options: ServerOptions): (account?: string) => ServerFactory | undefined {
  const made = new Map<string | undefined, ServerFactory>();
  return (account) => {
    const known = made.get(account);
    if (known !== undefined) return known;
    const held = account === undefined ? options : heldTo(account, options);
    if (held === undefined) return undefined;
    const factory = createServerFactory(held);
    made.set(account, factory);
    return factory;
  };
}

function heldTo(account: string, options: ServerOptions): ServerOptions | undefined {
  const gate = options.gate.within(account);
  const told = options.accounts?.find(({ name }) => name === account)?.told.en ?? options.account;
  return gate && { ...options, gate, account: told };
}
