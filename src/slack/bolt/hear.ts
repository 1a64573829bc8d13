import { App, type AuthorizeResult, type Logger, type Receiver } from "@slack/bolt";
import type { Ack } from "./listener.ts";

/** What Bolt is given to work with. */
export interface HearOptions {
  readonly receiver: Receiver;
  /** What the app is; known already, as Bolt would otherwise ask Slack. */
  readonly authorization: AuthorizeResult;
  readonly logger: Logger;
  readonly listen: (body: unknown, ack: Ack) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/**
 * Has Bolt hand on everything that comes in. One middleware takes it all: each further listener would cost time with
 * every request, and what matches no listener would never be answered.
 */
export function hear({ receiver, authorization, logger, listen, onFault }: HearOptions): void {
  const app = new App({
    receiver,
    authorize: () => Promise.resolve(authorization),
    logger,
    convoStore: false,
    ignoreSelf: false,
  });
  app.use(async ({ body, ...rest }) => {
    // Events have no answer; Bolt has told Slack already that they arrived.
    const { ack = () => Promise.resolve() } = rest as { readonly ack?: Ack };
    await listen(body, ack);
  });
  app.error((error) => Promise.resolve(onFault(error)));
}
