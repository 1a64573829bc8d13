import type { Asked, Ended, ObserveCall } from "../gate/observer.ts";
import type { Level } from "./level.ts";
import { currentScope, newRequestId } from "./scope.ts";
import { type Signals, spanned, toMs } from "./signals.ts";
import type { SpanStart } from "./spans.ts";
import { type Settled, timed } from "./timed.ts";

/** Tells of each call that is put to the gate: a line with its end and its milliseconds, a count, a span. */
export function observeCalls(signals: Signals): ObserveCall {
  const { metrics, scopes } = signals;
  return (asked, act) => {
    const { operation, actor, ticketId } = asked;
    const { face, account } = actor;
    const count = metrics?.called(face);
    return scopes.within({ face, account, operation: operation?.name, ticketId }, () =>
      spanned(signals, startOf(asked), (span) =>
        timed(act, (settled, ms) => {
          const end = endOf(settled, asked);
          count?.(end);
          span?.set(attributesOf(end));
          if (isTrouble(end)) span?.fail(end.code ?? end.outcome);
          tell(asked, end, ms, signals);
        }),
      ),
    );
  };
}

/** How a call ended, in the words of a line. */
interface End {
  readonly operation: string;
  readonly outcome: string;
  readonly code: string | undefined;
  readonly ticketId: string | undefined;
}

/** The gate answers with endings: what it throws is a fault, which is told as one. */
function endOf(settled: Settled<Ended>, { operation, ticketId }: Asked): End {
  const name = operation?.name ?? "unknown";
  if ("error" in settled) return { operation: name, outcome: "failed", code: "internal", ticketId };
  const { result } = settled;
  if (result === undefined) return { operation: name, outcome: "denied", code: "ticket_unknown", ticketId };
  const { kind: outcome, code, ticket } = result;
  return { operation: result.operation, outcome, code, ticketId: ticket?.id ?? ticketId };
}

function tell({ act, operation, actor }: Asked, end: End, ms: number, { logs, reads }: Signals): void {
  const level = levelOf(end, operation?.effect === "read", reads);
  if (!logs.isOn(level)) return;
  const { principal, face, account } = actor;
  const { requestId } = currentScope() ?? { requestId: newRequestId() };
  logs.write(level, "call", { requestId, face, account, act, ...end, ms: toMs(ms), principal });
}

function levelOf(end: End, isRead: boolean, reads: Level): Level {
  if (isTrouble(end)) return "warn";
  return isRead && end.outcome === "done" ? reads : "info";
}

function isTrouble({ outcome }: End): boolean {
  return outcome === "failed" || outcome === "unknown";
}

function startOf({ act, operation, actor: { face }, ticketId }: Asked): SpanStart {
  const about = operation && { "sss_ops.effect": operation.effect, "sss_ops.risk": operation.risk };
  return {
    name: operation === undefined ? `gate ${act}` : `gate ${act} ${operation.name}`,
    kind: "internal",
    face,
    ticketId,
    attributes: { "sss_ops.act": act, "sss_ops.face": face, ...about },
  };
}

function attributesOf({ operation, outcome, code, ticketId }: End) {
  return {
    "sss_ops.operation": operation,
    "sss_ops.outcome": outcome,
    ...(code === undefined ? {} : { "sss_ops.code": code }),
    ...(ticketId === undefined ? {} : { "sss_ops.ticket.id": ticketId }),
  };
}
