import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  type Transport,
} from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/** Standard input and output as a transport that knows which requests wait for their answer. */
export interface StdioWire {
  readonly transport: Transport;
  /** Takes no more requests, and resolves when those in flight are answered. What they themselves ask goes on. */
  drained(): Promise<void>;
}

/** The one request that is answered when its connection ends. */
const unending = "subscriptions/listen";

/** The wire of this process. */
export function createStdioWire(): StdioWire {
  const under = new StdioServerTransport();
  const gathered = createGathering();
  const open = new Set<RequestId>();
  let onEmpty: (() => void) | undefined;
  const close = (id: RequestId) => {
    open.delete(id);
    if (open.size === 0) onEmpty?.();
  };
  const transport: Transport = {
    start() {
      under.onclose = () => transport.onclose?.();
      under.onerror = (error) => transport.onerror?.(error);
      under.onmessage = (message) => {
        if (isRequest(message)) {
          if (onEmpty !== undefined) return;
          if (message.method !== unending) open.add(message.id);
        }
        const cancelled = cancelledBy(message);
        if (cancelled !== undefined) close(cancelled);
        transport.onmessage?.(message);
      };
      return under.start();
    },
    async send(message) {
      const flushed = open.size > 1 ? gathered() : undefined;
      await under.send(message);
      await flushed;
      if (!("method" in message) && message.id !== undefined) close(message.id);
    },
    close: () => under.close(),
  };
  const drained = () =>
    new Promise<void>((resolve) => {
      onEmpty = resolve;
      if (open.size === 0) resolve();
    });
  return { transport, drained };
}

/**
 * Holds what is written to standard output until the turn of the event loop ends, and gives when that is: under load many
 * answers are ready together, and go out at once.
 */
function createGathering(): () => Promise<void> {
  let flushed: Promise<void> | undefined;
  return () =>
    (flushed ??= new Promise((resolve) => {
      process.stdout.cork();
      setImmediate(() => {
        flushed = undefined;
        process.stdout.uncork();
        resolve();
      });
    }));
}

/** What came through the wire is a message already: its form tells which. */
function isRequest(message: JSONRPCMessage): message is JSONRPCRequest {
  return "method" in message && "id" in message;
}

/** The request that a message takes back: nobody answers that. */
function cancelledBy(message: JSONRPCMessage): RequestId | undefined {
  if (!("method" in message) || message.method !== "notifications/cancelled") return undefined;
  const id = message.params?.["requestId"];
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}
