import type { Readiness } from "../http/probes.ts";
import type { Health } from "../web/context.ts";

/** What readiness is told from. */
export interface ReadinessOptions {
  readonly health: () => Promise<readonly Health[]>;
  /** Whether the process was told to stop. */
  readonly isStopping: () => boolean;
}

/**
 * Whether calls should be sent here: the store can be used, and the process was not told to stop. That SSS or Slack is away
 * is said, and changes nothing: another replica would reach them no more than this one.
 */
export function createReadiness({ health, isStopping }: ReadinessOptions): () => Promise<Readiness> {
  return async () => {
    // What is stopping may have closed what it would look at.
    if (isStopping()) return { isReady: false, checks: { process: "stopping" } };
    const looks = await health();
    const isReady = looks.every(({ name, state }) => name !== "Store" || state === "ok");
    return { isReady, checks: { process: "ok", ...wordsOf(looks) } };
  };
}

/** What accounts are called is not for everybody: of several of a kind the first one counts that is not well. */
function wordsOf(looks: readonly Health[]): Readonly<Record<string, string>> {
  const words: Record<string, string> = {};
  for (const { name, state, code = state } of looks) {
    const kind = name.split(" ", 1).join("").toLowerCase();
    if ((words[kind] ?? "ok") === "ok") words[kind] = code;
  }
  return words;
}
