import type { SlackObserver } from "../slack/observer.ts";
import { type Signals, spanned, toMs } from "./signals.ts";
import { timed } from "./timed.ts";

/** Tells of what Slack delivers: how soon it has its answer, and the work that comes after. */
export function observeSlack(signals: Signals): SlackObserver {
  const { logs, metrics, scopes } = signals;
  return {
    arrived(kind) {
      const arrivedAt = performance.now();
      return () => metrics?.acked(kind, performance.now() - arrivedAt);
    },
    work(kind, act) {
      const end = metrics?.worked();
      const start = { name: `slack ${kind}`, kind: "consumer", face: "slack", attributes } as const;
      return scopes.withinNew("slack", () =>
        spanned(signals, start, () =>
          timed(act, (_settled, ms) => {
            end?.();
            logs.write("debug", "slack work", { kind, ms: toMs(ms) });
          }),
        ),
      );
    },
    round: (name, act) =>
      scopes.withinNew(name, () =>
        timed(act, (_settled, ms) => logs.write("trace", "round", { name, ms: toMs(ms) })),
      ),
  };
}

const attributes = { "messaging.system": "slack", "messaging.operation.type": "process" };
