import type { Rotation } from "../../tools/operation.ts";
import type { Answer } from "./answer.ts";
import { withDeadline } from "./deadline.ts";
import { abortion, failure } from "./failure.ts";
import type { Call } from "./failure.ts";
import type { RetryOptions } from "./retry.ts";
import type { Credentials, Expiring, TokenSource } from "./token.ts";

/** How a key pair is replaced, and where the new one is put. */
export interface KeyRotationOptions {
  readonly tokens: TokenSource<Expiring>;
  /** Stores the new pair for good. */
  readonly onRotation: (pair: Credentials) => Promise<void>;
  readonly totalMs: number;
  readonly delay: RetryOptions["delay"];
}

/** Reissues the key pair this client runs on. */
export interface KeyRotation {
  /** Makes the call, stores the pair it answers, and only then goes on with it. */
  run(
    call: Call,
    fields: Rotation,
    signal: AbortSignal,
    reissue: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer>;
  /** Tries once more to store a pair that could not be stored. */
  close(): Promise<void>;
}

const storeAttempts = 3;
const storePauseMs = 500;

/** Makes the one way key pairs are replaced. */
export function createKeyRotation({ tokens, onRotation, totalMs, delay }: KeyRotationOptions): KeyRotation {
  let unstored: { readonly pair: Credentials; readonly call: Call } | undefined;

  /** The old pair is dead and this is the only copy of the new one: a store that is busy for a moment must not lose it. */
  async function store(pair: Credentials, attempts: number): Promise<void> {
    try {
      await onRotation(pair);
    } catch (error) {
      if (attempts <= 1) throw error;
      await delay(storePauseMs, new AbortController().signal);
      await store(pair, attempts - 1);
    }
  }

  async function keep(call: Call, pair: Credentials, attempts: number): Promise<void> {
    unstored = { pair, call };
    try {
      await store(pair, attempts);
    } catch (cause) {
      const reason =
        "the new API key pair is in use but could not be stored, and is lost when this process ends";
      throw failure(call, "not_stored", reason, { cause, open: true });
    }
    unstored = undefined;
  }

  async function replace(
    call: Call,
    fields: Rotation,
    answer: Answer,
    switchTo: (pair: Credentials) => void,
  ) {
    const pair = pairOf(call, fields, answer);
    call.secrets.add(pair.apiSecret).add(pair.apiKey);
    try {
      await keep(call, pair, storeAttempts);
    } finally {
      // Stored or not, SSS takes no other pair now: in memory it at least serves until the process ends.
      switchTo(pair);
    }
    return answer;
  }

  return {
    run: (call, fields, signal, reissue) =>
      tokens
        .rotate(signal, async (switchTo) => {
          // Once begun it is not called off: the answer is the only copy of the new secret.
          const answer = await withDeadline(totalMs, undefined, reissue);
          return replace(call, fields, answer, switchTo);
        })
        .catch((error: unknown) => {
          throw error === signal.reason ? abortion(call, signal, false) : error;
        }),
    close: async () => {
      if (unstored !== undefined) await keep(unstored.call, unstored.pair, 1);
    },
  };
}

function pairOf(call: Call, fields: Rotation, answer: Answer): Credentials {
  const apiKey = answer[fields.apiKey];
  const apiSecret = answer[fields.apiSecret];
  if (typeof apiKey === "string" && apiKey !== "" && typeof apiSecret === "string" && apiSecret !== "") {
    return { apiKey, apiSecret };
  }
  throw failure(call, "invalid_answer", "the answer holds no new API key pair", { open: true });
}
