import type { Gate } from "../gate/gate.ts";
import type { Ticket } from "../gate/ticket.ts";
import { createLinks } from "../store/links.ts";
import type { Store } from "../store/port.ts";
import { type BoundAccount, createAccounts } from "./accounts.ts";
import type { Known } from "./bolt/connect.ts";
import { createRunning } from "./bolt/running.ts";
import type { Desk } from "./desk.ts";
import { createChoices } from "./forms/choices.ts";
import { type Homes, createHomes } from "./home/homes.ts";
import { type Loop, createLoop } from "./loop.ts";
import type { SlackObserver } from "./observer.ts";
import { createPaced } from "./paced.ts";
import { createPeople } from "./people/people.ts";
import { createPosted } from "./posted.ts";
import { type WatchOptions, closeRequest, showRequests } from "./requests/watch.ts";
import { type BoardOptions, redraw, showTicket, showTickets } from "./tickets/board.ts";
import type { Language } from "./views/language.ts";

/** What the Slack face works with, whatever the way to Slack. */
export interface FaceOptions {
  readonly gate: Gate;
  /** The accounts behind the gate, with the channels in which each is meant. */
  readonly accounts?: readonly BoundAccount[];
  readonly store: () => Promise<Store>;
  /** Tells of tickets that moved in this process, so that their cards follow at once; gives what ends that. */
  readonly onTicket: (listen: (ticket: Ticket) => void) => () => void;
  /** The channel of the cards; without it nobody is asked in Slack but whoever typed a command. */
  readonly channel?: string;
  /** Spoken in channels, and to people whose language Slack does not tell. */
  readonly language: Language;
  /** The pause between two looks at the approval requests of SSS, in milliseconds; 0 for never. */
  readonly watchMs: number;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onFault: (error: unknown) => void;
  readonly observe?: SlackObserver | undefined;
}

/** What the Slack face consists of. */
export interface Face {
  readonly desk: Desk;
  /** Begins to show in Slack what happens. */
  start(): void;
  /** Ends that; resolves when what was begun has ended. */
  stop(): Promise<void>;
}

/** Puts the Slack face together over a connection. */
export function assemble(options: FaceOptions, { surface, teamId }: Known): Face {
  const { gate, store, channel, language, now, newId, onFault } = options;
  const notes = async () => (await store()).notes;
  const links = async () => createLinks(await store());
  const common = { gate, surface, now };
  const accounts = createAccounts(gate.accounts, options.accounts);
  const posting = { notes, surface, now, onFault };
  const requests = createPosted("slack-request", posting);
  const cards = createPosted("slack-card", posting);
  const people = createPeople({ ...common, links, teamId, language });
  const homes = createHomes({ ...common, people });
  const shown = { ...common, channelLanguage: language, onFault };
  const board = { ...shown, people, cards, channel };
  const watch = channel === undefined ? undefined : { ...shown, cards: requests, channel };
  return {
    desk: {
      ...common,
      accounts,
      people,
      homes,
      notes,
      links,
      newId,
      choices: createChoices({ gate, now }),
      redraw: (ref, id) => void redraw(ref, id, board).catch(onFault),
      closeRequest: (request) => void (watch && closeRequest(request, watch).catch(onFault)),
    },
    ...followed(options, board, homes, loopsOf(options, board, watch)),
  };
}

/** Home tabs show several things at once, and Slack takes few of them in a minute. */
const homesMs = 2_500;

/** Tickets that move here are shown at once, whichever process keeps the board: whoever pressed is looking at it. */
function followed(
  { onTicket, onFault }: FaceOptions,
  board: BoardOptions,
  homes: Homes,
  loops: readonly Loop[],
): Pick<Face, "start" | "stop"> {
  const refresh = createPaced(() => homes.refresh(), { pauseMs: homesMs, onFault });
  const showing = createRunning(onFault);
  let leave = () => {};
  return {
    start() {
      leave = onTicket((ticket) => {
        showing.start(() => showTicket(ticket, board));
        refresh.ask();
      });
      loops.forEach((loop) => loop.start());
    },
    async stop() {
      leave();
      refresh.stop();
      await Promise.all([...loops.map((loop) => loop.stop()), showing.ended()]);
    },
  };
}

/** How soon the cards follow tickets that other processes moved. */
const boardMs = 2_000;
const longestPauseMs = 10 * 60_000;

function loopsOf(
  { store, watchMs, now, newId, onFault, observe }: FaceOptions,
  board: BoardOptions,
  watch: WatchOptions | undefined,
): readonly Loop[] {
  const leased = {
    leases: async () => (await store()).leases,
    holder: newId(),
    now,
    onFault,
    observe: observe?.round,
  };
  const boardLoop = createLoop((turn) => showTickets(board, turn), {
    ...leased,
    lease: "slack-board",
    pauseMs: (faults) => backedOff(boardMs, faults),
  });
  if (watch === undefined || watchMs <= 0) return [boardLoop];
  const watchLoop = createLoop((turn) => showRequests(watch, turn), {
    ...leased,
    lease: "slack-watcher",
    pauseMs: (faults) => jittered(backedOff(watchMs, faults)),
  });
  return [boardLoop, watchLoop];
}

function backedOff(pauseMs: number, faults: number): number {
  return Math.min(pauseMs * 2 ** Math.min(faults, 10), Math.max(pauseMs, longestPauseMs));
}

/** A tenth more or less, so that replicas and neighbours do not all ask at the same moment. */
function jittered(pauseMs: number): number {
  return pauseMs * (0.9 + Math.random() * 0.2);
}
