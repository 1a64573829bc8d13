/** The accounts that people in Slack choose among; none where there is one, and nobody has to choose. */
export interface Accounts {
  readonly names: readonly string[];
  /** The one that is meant in a channel; undefined where none is bound to it. */
  readonly boundTo: (channelId: string) => string | undefined;
}

/** An account, and the channels in which it is meant. */
export interface BoundAccount {
  readonly name: string;
  readonly slackChannels: readonly string[];
}

/** The choice among accounts, of which some are bound to channels. */
export function createAccounts(names: readonly string[], bound: readonly BoundAccount[] = []): Accounts {
  if (names.length < 2) return { names: [], boundTo: () => undefined };
  const byChannel = new Map(
    bound.flatMap(({ name, slackChannels }) => slackChannels.map((channel) => [channel, name] as const)),
  );
  return { names, boundTo: (channelId) => byChannel.get(channelId) };
}
