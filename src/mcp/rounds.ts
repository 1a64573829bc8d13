import { type ServerContext, createRequestStateCodec } from "@modelcontextprotocol/server";

/** What an earlier round of a call asked: about which ticket, and in a form or by the address of the ticket's page. */
export interface Round {
  readonly ticketId: string;
  readonly by: "form" | "page";
}

/** Seals what a client carries between question and answer, and opens it for nobody but whom it was given to. */
export interface Rounds {
  mint(round: Round, context: ServerContext): Promise<string>;
  /** Throws where the state was altered, is too old or somebody else's. */
  verify(state: string, context: ServerContext): Promise<Round>;
}

/** Longer than any ticket lives, so that a late answer reaches the gate and is told that it is late. */
const stateLifeSeconds = 30 * 86_400;

/** Rounds under a key of at least 32 bytes, the same for all replicas, for the principal that a request comes from. */
export function createRounds(
  key: () => Promise<Uint8Array>,
  principalOf: (context: ServerContext) => string,
): Rounds {
  const codec = async () =>
    createRequestStateCodec<Round | string>({
      key: await key(),
      ttlSeconds: stateLifeSeconds,
      bind: principalOf,
    });
  return {
    mint: async (round, context) => (await codec()).mint(round, context),
    verify: async (state, context) => toRound(await (await codec()).verify(state, context)),
  };
}

/** A state of an earlier version is the id alone. As a form's it is safe: an answer from a page is none to a form. */
function toRound(state: Round | string): Round {
  return typeof state === "string" ? { ticketId: state, by: "form" } : state;
}
