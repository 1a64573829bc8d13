import type { Sink } from "./logs.ts";

/** A sink whose writer is loaded later. */
export interface LateSink {
  readonly sink: Sink;
  /** Loads the writer now, and writes what has waited for it. */
  loaded(): Promise<void>;
}

/** So long the first lines wait: until the first answers have gone out, as a rule. */
const waitMs = 250;

/** A sink that keeps lines until its writer is loaded, so that loading it does not stand before the first answer. */
export function createLateSink(load: () => Promise<Sink>): LateSink {
  const waiting: Parameters<Sink>[] = [];
  let sink: Sink | undefined;
  let loading: Promise<void> | undefined;
  const loaded = () => (loading ??= load().then(begin));
  const begin = (made: Sink) => {
    sink = made;
    for (const line of waiting.splice(0)) made(...line);
  };
  return {
    sink(...line) {
      if (sink !== undefined) return sink(...line);
      // A logger that cannot be loaded must not end the program.
      const load = () => void loaded().catch(() => undefined);
      if (waiting.push(line) > 1) return;
      setTimeout(load, waitMs).unref();
      // A program that ends sooner writes them at its end.
      process.once("beforeExit", load);
    },
    loaded,
  };
}
