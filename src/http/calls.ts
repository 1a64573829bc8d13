import type { ServerResponse } from "node:http";

/** The calls in flight. */
export interface Calls {
  /** Counts an answer until it is sent. */
  add(response: ServerResponse): void;
  /** When all are answered, or the time is over. */
  drained(withinMs: number): Promise<void>;
}

/** Nothing in flight yet. */
export function createCalls(): Calls {
  const open = new Set<ServerResponse>();
  return {
    add(response) {
      open.add(response);
      response.once("close", () => open.delete(response));
    },
    async drained(withinMs) {
      const all = [...open].map((response) => new Promise((resolve) => response.once("close", resolve)));
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      await Promise.race([Promise.all(all), deadline]);
      clearTimeout(timer);
    },
  };
}
