import { type OpenedAccount, openedBy } from "../accounts/account.ts";
import { keysBeside } from "../accounts/keys-beside.ts";
import { type Upstream, createUpstream } from "../accounts/upstream.ts";
import type { Config } from "../config/config.ts";
import type { Branch } from "../gate/accounts/branch.ts";
import { type Door, pageDoor, slackDoor, terminalDoor } from "../gate/doors.ts";
import { createGate } from "../gate/gate.ts";
import type { GateSetup } from "../gate/options.ts";
import { inAccount } from "../gate/policy/in-account.ts";
import type { ObserveRequest } from "../sss/observer.ts";
import type { Credentials } from "../store/credentials.ts";

/** An account of the house: the way to it, and the gate over it alone. */
export interface OpenBranch extends Branch, OpenedAccount {
  readonly upstream: Upstream;
}

/** What all branches have in common. */
export interface BranchMeans {
  /** What a gate takes that is the same for each account. */
  readonly shared: Omit<
    GateSetup,
    "send" | "account" | "accountName" | "pair" | "doors" | "ownApiKey" | "otherApiKeys"
  >;
  readonly credentials: Credentials;
  /** Where the console is reached, once it is; absent: there is none. */
  readonly consoleUrl: (() => string | undefined) | undefined;
  readonly observe: ObserveRequest | undefined;
}

/**
 * One for each account that is configured, or one over a sandbox. None is connected before its first call.
 *
 * @throws {@link ConfigError} when two accounts are the same.
 */
export function openBranches(
  config: Config,
  means: BranchMeans,
): readonly [OpenBranch, ...(readonly OpenBranch[])] {
  const accounts = openedBy(config);
  const [first, ...others] = accounts;
  const open = (account: OpenedAccount) => openBranch(account, accounts, config, means);
  return [open(first), ...others.map(open)];
}

function openBranch(
  opened: OpenedAccount,
  accounts: readonly OpenedAccount[],
  config: Config,
  { shared, credentials, consoleUrl, observe }: BranchMeans,
): OpenBranch {
  const { name, tag, pair, account } = opened;
  const upstream = createUpstream(account, { credentials, onFault: shared.onFault, observe });
  // Where there is one, nobody has to be told which it is.
  const accountName = accounts.length === 1 ? undefined : name;
  const gate = createGate({
    ...shared,
    send: upstream.call,
    policy: () => inAccount(shared.policy(), name),
    account: tag,
    ...(pair === tag ? {} : { pair }),
    ...(accountName === undefined ? {} : { accountName }),
    doors: doorsOf(config, consoleUrl, accountName),
    ownApiKey: () => upstream.apiKey(),
    otherApiKeys: () => keysBeside({ tag }, accounts, credentials),
  });
  return { ...opened, upstream, gate };
}

/** Where people answer tickets. Any process may open one: its card is posted by whichever is connected to Slack. */
function doorsOf(
  { doors, slack }: Config,
  consoleUrl: BranchMeans["consoleUrl"],
  accountName: string | undefined,
): readonly Door[] {
  return [
    ...(consoleUrl === undefined ? [] : [pageDoor(consoleUrl, accountName)]),
    ...(doors.includes("terminal") ? [terminalDoor] : []),
    ...(doors.includes("slack") || slack?.channel !== undefined ? [slackDoor] : []),
  ];
}
