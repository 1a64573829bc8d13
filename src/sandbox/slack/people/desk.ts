import { performance } from "node:perf_hooks";
import type { FaultList } from "../faults.ts";
import type { Delivery, FakeMessage } from "../model.ts";
import type { Envelope, Receipt } from "../transport/envelope.ts";
import { post } from "../transport/http.ts";
import type { Sockets } from "../transport/socket.ts";
import type { World } from "../world.ts";

/** What people act through: the world, and the way to the app. */
export interface Desk {
  readonly world: World;
  send(envelope: Envelope): Promise<Delivery>;
}

/** What comes of something the app is not told. */
export const nothingSent: Delivery = { acked: false, ack: undefined, tookMs: 0, payload: undefined };

/** Creates the way to the app: over HTTP when there is a request URL, and else over a socket. */
export function createDesk(
  world: World,
  sockets: Sockets,
  faults: FaultList,
  { ackMs, requestUrl }: { readonly ackMs: number; readonly requestUrl: () => string | undefined },
): Desk {
  const transport = (envelope: Envelope): Promise<Receipt> => {
    const url = requestUrl();
    if (faults.down) return Promise.resolve({ acked: false, ack: undefined });
    return url === undefined
      ? sockets.send(envelope)
      : post({ url, signingSecret: world.secrets.signingSecret, ackMs }, envelope);
  };
  return {
    world,
    async send(envelope) {
      const start = performance.now();
      const receipt = await transport(envelope);
      return { ...receipt, tookMs: performance.now() - start, payload: envelope.payload };
    },
  };
}

/** The delivery, with what its answer led to. */
export function withOutcome(
  desk: Desk,
  delivery: Delivery,
  outcome: { readonly message?: FakeMessage | undefined; readonly problem?: string | undefined },
): Delivery {
  desk.world.watch.changed();
  const { message, problem } = outcome;
  return {
    ...delivery,
    ...(message !== undefined && { message }),
    ...(problem !== undefined && { problem }),
  };
}
