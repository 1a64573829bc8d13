import type { Gate } from "../gate/gate.ts";
import type { Ticket } from "../gate/ticket.ts";
import { createLinks } from "../store/links.ts";
import type { NoteStore, Store } from "../store/port.ts";
import { redraw, showTicket, showTickets } from "./tickets/board.ts";
import { createChoices } from "./forms/choices.ts";
import { type SlackSettings, connectSlack } from "./bolt/connect.ts";
import { createHomes } from "./home/home-tab.ts";
import type { Language } from "./views/language.ts";
import { createPeople } from "./people/people.ts";
import { createPosted } from "./posted.ts";
import { createHandlers } from "./router.ts";
import { type Steady, createSteady } from "./steady.ts";
import { closeCard, showRequests } from "./requests/watch.ts";

/** What the Slack face is made of and works with. */
export interface SlackOptions extends SlackSettings {
  readonly gate: Gate;
  readonly store: () => Promise<Store>;
  /** Tells of tickets that moved in this process, so that their cards follow at once. */
  readonly onTicket: (listen: (ticket: Ticket) => void) => void;
  /** The channel of the cards; without it nobody is asked in Slack but whoever typed a command. */
  readonly channel?: string;
  /** Spoken in channels, and to people whose language Slack does not tell. */
  readonly language: Language;
  /** The pause between two looks at the approval requests of SSS, in milliseconds; 0 for never. */
  readonly watchMs: number;
  readonly now?: () => number;
  readonly newId: () => string;
  readonly onFault: (error: unknown) => void;
}

/** A running Slack face. */
export interface SlackFace {
  /** Where Slack's requests are taken, when they come over HTTP. */
  readonly url?: string;
  /** Takes nothing more, lets what was begun end, and disconnects. */
  stop(): Promise<void>;
}

/** How soon the cards follow tickets that other processes moved. */
const boardMs = 2_000;
const longestPauseMs = 10 * 60_000;

/**
 * Connects to Slack, answers people there, and keeps the cards of tickets and of SSS approval requests up to date.
 *
 * @throws {@link SlackStartError} when Slack does not take the tokens, or the port of HTTP mode is taken.
 */
export async function startSlack(options: SlackOptions): Promise<SlackFace> {
  const { gate, store, channel, language, watchMs, now = Date.now, newId, onFault, onTicket } = options;
  const notes = async () => (await store()).notes;
  const links = async () => createLinks(await store());
  const leases = async () => (await store()).leases;
  const loops: Steady[] = [];

  const connection = await connectSlack(
    options,
    ({ surface, teamId }) => {
      const people = createPeople({ gate, surface, links, teamId, language, now });
      const kept = { notes, surface, now, onFault };
      const cards = createPosted("slack-card", kept);
      const requests = createPosted("slack-request", kept);
      const board = { gate, people, surface, cards, channel, channelLanguage: language, now };
      const homes = createHomes({ gate, surface, people, now });
      const steady = { leases, holder: newId(), now, onFault };
      loops.push(
        createSteady(() => showTickets(board), {
          ...steady,
          lease: "slack-board",
          pauseMs: (faults) => backedOff(boardMs, faults),
        }),
      );
      const watch =
        channel === undefined
          ? undefined
          : { gate, surface, cards: requests, channel, channelLanguage: language, now };
      if (watch !== undefined && watchMs > 0) {
        loops.push(
          createSteady(() => showRequests(watch), {
            ...steady,
            lease: "slack-watcher",
            pauseMs: (faults) => jittered(backedOff(watchMs, faults)),
          }),
        );
      }
      // At once, whichever process keeps the board: whoever pressed is looking at it.
      onTicket(
        (ticket) =>
          void showTicket(ticket, board)
            .then(() => homes.refresh())
            .catch(onFault),
      );
      return createHandlers({
        gate,
        surface,
        people,
        notes,
        links,
        now,
        newId,
        homes,
        requests,
        choices: createChoices({ gate, now }),
        redraw: (ref, id) => void redraw(ref, id, board).catch(onFault),
        showRequest: (id) => void (watch && closeCard(id, watch).catch(onFault)),
      });
    },
    { onFault, seen: (id) => isFirst(notes, id, now()) },
  );
  loops.forEach((loop) => loop.start());
  const stop = async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await connection.stop();
  };
  let stopped: Promise<void> | undefined;
  return {
    ...(connection.url === undefined ? {} : { url: connection.url }),
    stop: () => (stopped ??= stop()),
  };
}

const seenMs = 10 * 60_000;

/** Whether this is the first replica that is given a payload: Slack, or whoever got hold of it, may send it again. */
async function isFirst(notes: () => Promise<NoteStore>, id: string, now: number): Promise<boolean> {
  return (await notes()).add("slack-seen", id, {}, now, now + seenMs);
}

function backedOff(pauseMs: number, faults: number): number {
  return Math.min(pauseMs * 2 ** Math.min(faults, 10), Math.max(pauseMs, longestPauseMs));
}

/** A tenth more or less, so that replicas and neighbours do not all ask at the same moment. */
function jittered(pauseMs: number): number {
  return pauseMs * (0.9 + Math.random() * 0.2);
}
