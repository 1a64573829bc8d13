import type { Policy } from "../gate/policy.ts";
import { warningsOf } from "../gate/policy/warnings.ts";
import { type Level, type Reload, faultsOf, toLines } from "./reload.ts";
import { type PolicyTerms, policySource, toPolicy } from "./source.ts";

/** How it stands with the policy. */
export interface PolicyState {
  /** The version in force. */
  readonly version: string;
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
  /** Where it is written; absent: in no file. */
  readonly file?: string;
  /** Why what is written there now is not in force; empty where it is. */
  readonly faults: readonly string[];
}

/** The policy in force, which can be replaced while the program runs. */
export interface LivePolicy {
  /** It stays the same however long whoever asked works with it. */
  current(): Policy;
  state(): PolicyState;
  /** Reads it anew and puts it in force if it fits; else the former one stays. Never throws. */
  reload(): Promise<Reload>;
  /** From now on reads it anew whenever its file changes or the process gets SIGHUP, and tells of it, a line each. */
  watch(tell: (line: string, level: Level) => void): Promise<void>;
  close(): void;
}

/**
 * The policy that the settings name.
 *
 * @throws {@link ConfigError} when its file cannot be read, `PolicyError` when it does not fit.
 */
export async function openPolicy(settings: PolicyTerms, now: () => number): Promise<LivePolicy> {
  const source = policySource(settings);
  let policy = await toPolicy(await source.first(), settings);
  let since = now();
  let faults: readonly string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const closing = new AbortController();
  let isWatched = false;

  async function take(): Promise<Reload> {
    try {
      return putInForce(await toPolicy(await source.read(), settings));
    } catch (error) {
      faults = faultsOf(error);
      return { kind: "refused", version: policy.version, faults };
    }
  }

  function putInForce(read: Policy): Reload {
    const former = policy.version;
    const wasFaulty = faults.length > 0;
    faults = [];
    if (read.version === former) return { kind: "same", version: former, wasFaulty };
    policy = read;
    since = now();
    return { kind: "taken", version: policy.version, former, warnings: warningsOf(policy) };
  }

  /** One after another: what was read last is what is in force at the end. */
  function reload(): Promise<Reload> {
    const reading = last.then(take);
    last = reading;
    return reading;
  }

  return {
    current: () => policy,
    state: () => ({
      version: policy.version,
      since,
      ...(source.file === undefined ? {} : { file: source.file }),
      faults,
    }),
    reload,
    async watch(tell) {
      if (source.file === undefined || isWatched) return;
      isWatched = true;
      const { watchSource } = await import("./watch-source.ts");
      if (closing.signal.aborted) return;
      const onDue = async (isAsked: boolean) => {
        for (const { line, level } of toLines(await reload(), isAsked)) tell(line, level);
      };
      await watchSource(source.file, onDue, closing.signal);
    },
    close: () => closing.abort(),
  };
}
