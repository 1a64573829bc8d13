import type { Text } from "../../../tools/operation.ts";
import { apologies, toApology, toApologyModal } from "./apology.ts";
import { type Incoming, toIncoming } from "./incoming.ts";
import { type SlackObserver, unobserved } from "../observer.ts";
import type { Caller, Handlers } from "../payloads.ts";
import { react } from "./reaction.ts";
import { tell } from "../people/reply.ts";
import type { Running } from "./running.ts";
import type { Surface } from "../surface.ts";

/** What a delivery passes through on its way to the handlers. */
export interface ListenerOptions {
  readonly handlers: Handlers;
  readonly surface: Surface;
  /** Deliveries for other teams are refused. */
  readonly teamId: string;
  readonly transport: Caller["transport"];
  readonly running: Running;
  /** Whether this process sees an id for the first time. */
  readonly isFirst: (id: string) => boolean;
  /** The same over all processes; asked before any work, but after Slack has its answer. */
  readonly seen?: ((id: string) => Promise<boolean>) | undefined;
  readonly onFault: (error: unknown) => void;
  readonly observe?: SlackObserver | undefined;
}

/** Tells Slack that something arrived, with a body where it expects one. Rejects when Slack did not get it. */
export type Ack = (body?: unknown) => Promise<void>;

/**
 * What is called with everything Slack delivers. Slack is answered first and in any case: who pressed something must
 * never be left with nothing. What Slack was not told about is not done either, as Slack then asks to try again.
 */
export function createListener(options: ListenerOptions): (body: unknown, ack: Ack) => Promise<void> {
  const { handlers, teamId, transport, running, isFirst, onFault, observe = unobserved } = options;
  return async (body, answerSlack) => {
    const incoming = toIncoming(body, transport);
    const answered = observe.arrived(incoming.kind);
    const ack: Ack = async (answer) => {
      await answerSlack(answer);
      answered();
    };
    if (incoming.kind === "unknown") return refuse(options, incoming, ack, apologies.unknown);
    if (incoming.teamId !== teamId) return refuse(options, incoming, ack, apologies.otherTeam);
    if (incoming.id !== undefined && !isFirst(incoming.id)) return ack();
    const answer = await react(handlers, incoming).catch(onFault);
    if (answer === undefined) return refuse(options, incoming, ack, apologies.broken);
    await ack(answer.ack);
    const { work } = answer;
    if (work !== undefined)
      running.start(() => observe.work(incoming.kind, () => perform(options, incoming, work)));
  };
}

async function refuse(options: ListenerOptions, incoming: Incoming, ack: Ack, text: Text): Promise<void> {
  const body = toRefusal(incoming.kind, text);
  await ack(body);
  if (body === undefined) options.running.start(() => apologize(options, incoming, text));
}

/** A refusal in the answer itself, where there is a place for it. */
function toRefusal(kind: Incoming["kind"], text: Text): unknown {
  if (kind === "command") return { response_type: "ephemeral", ...toApology(text) };
  if (kind === "submit") return { response_action: "update", view: toApologyModal(text) };
  return kind === "suggest" ? { options: [] } : undefined;
}

async function perform(
  options: ListenerOptions,
  incoming: Incoming,
  work: () => Promise<void>,
): Promise<void> {
  const { seen, onFault } = options;
  let text: Text = apologies.broken;
  try {
    if (incoming.id !== undefined && seen !== undefined && !(await seen(incoming.id))) return;
    text = apologies.brokenLater;
    await work();
  } catch (error) {
    onFault(error);
    await apologize(options, incoming, text);
  }
}

/** Nobody waits for an answer who closes a modal or looks at App Home. */
async function apologize({ surface }: ListenerOptions, incoming: Incoming, text: Text): Promise<void> {
  const { kind, userId, responseUrl: url } = incoming;
  if (kind === "close" || kind === "home" || userId === undefined) return;
  await tell({ surface }, { userId, ...(url === undefined ? {} : { url }) }, toApology(text));
}
