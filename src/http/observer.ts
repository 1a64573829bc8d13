import type { IncomingMessage, ServerResponse } from "node:http";

/** Runs around each request that is answered, and gives or throws what `act` does. */
export type ObserveExchange = (
  request: IncomingMessage,
  response: ServerResponse,
  act: () => Promise<void>,
) => Promise<void>;
