import { expect, test } from "vitest";
import { type BoardOptions, redraw, showTicket, showTickets } from "../../../src/slack/tickets/board.ts";
import { createPosted } from "../../../src/slack/posted.ts";
import { createPeople } from "../../../src/slack/people/people.ts";
import { createLinks } from "../../../src/store/links.ts";
import { openTestHouse } from "../../house.ts";
import { newEvent } from "../../store/samples.ts";
import { createGateway, createStandIn, refusing } from "../stand-in.ts";
import { now, taro, ticketOf } from "../tickets.ts";

const going = { goesOn: () => Promise.resolve(true) };

/** A board over a real gate and store, and what stands in Slack. */
async function openBoard() {
  const { gate, store: open } = await openTestHouse({
    environment: { SSS_OPS_DOORS: "slack" },
    now: () => now,
  });
  const store = await open();
  const slack = createStandIn();
  const faults: unknown[] = [];
  const common = { gate, surface: slack.surface, now: () => now };
  const onFault = (error: unknown) => void faults.push(error);
  const links = () => Promise.resolve(createLinks(store));
  const notes = () => Promise.resolve(store.notes);
  const board: BoardOptions = {
    ...common,
    people: createPeople({ ...common, links, teamId: "T1", language: "en" }),
    cards: createPosted("slack-card", { notes, surface: slack.surface, now: () => now, onFault }),
    channel: "C1",
    channelLanguage: "en",
    onFault,
  };
  const put = async (id: string, at = 0) => {
    const { state: _open, ...ticket } = ticketOf({ id, callDigest: id, createdAt: now + at });
    await store.tickets.open(ticket, newEvent({ ticketId: id }));
  };
  const cancel = (id: string) => gate.cancel(id, { ...taro, asking: "none" });
  /** What stands there of a ticket. */
  const shown = (id: string) =>
    [...slack.messages.values()]
      .map((message) => JSON.stringify(message))
      .filter((text) => text.includes(id));
  return { board, slack, faults, put, cancel, shown, gate };
}

const button = '"type":"button"';

test("a card whose ticket still waits is followed, however many tickets came after it", async () => {
  const { board, slack, put, cancel, shown } = await openBoard();
  await put("ticket-first");
  await showTickets(board, going);
  for (let at = 1; at <= 500; at += 1) await put(`t${at}`, at);
  await showTickets(board, going);
  expect(await board.cards.get("ticket-first:card")).toMatchObject({ ref: { ts: "1" } });
  await cancel("ticket-first");
  await showTickets(board, going);
  expect(slack.messages.size).toBe(501);
  expect(shown("ticket-first")).toEqual([expect.not.stringContaining(button)]);
});

test("a pass that was held up shows nothing of what ended meanwhile", async () => {
  const { board, slack, put, cancel, shown } = await openBoard();
  await put("ticket-ends");
  await put("ticket-slow", 1);
  const posting = createGateway();
  slack.before.post = posting.wait;
  const held = showTickets(board, going);
  await posting.begun;
  slack.before.post = () => Promise.resolve();
  // Another process took over.
  await showTickets(board, going);
  await cancel("ticket-ends");
  await showTickets(board, going);
  posting.open();
  await held;
  expect(shown("ticket-ends")).toEqual([expect.not.stringContaining(button)]);
  expect(shown("ticket-slow")).toHaveLength(1);
});

test("a pass ends when it is told so", async () => {
  const { board, slack, put } = await openBoard();
  for (const [at, id] of ["a", "b", "c"].entries()) await put(id, at);
  let steps = 0;
  await showTickets(board, { goesOn: () => Promise.resolve((steps += 1) <= 2) });
  expect(slack.messages.size).toBe(2);
});

test("nothing is done for what is up to date", async () => {
  const { board, put } = await openBoard();
  await put("ticket-a");
  await showTickets(board, going);
  const turn = { goesOn: () => expect.unreachable("there is no step to be done") };
  await showTickets(board, turn);
});

test("a card is finished where it stands, though the channel was changed or taken away", async () => {
  const { board, put, cancel, shown } = await openBoard();
  for (const id of ["ticket-one", "ticket-two"]) await put(id);
  await showTickets(board, going);
  await cancel("ticket-one");
  await showTickets({ ...board, channel: undefined }, going);
  await cancel("ticket-two");
  await showTickets({ ...board, channel: "C2" }, going);
  expect([...shown("ticket-one"), ...shown("ticket-two")].filter((text) => text.includes(button))).toEqual(
    [],
  );
  expect(await board.cards.list()).toEqual([]);
});

test("a card of an ended ticket that was deleted is given up, and keeps no other from being shown", async () => {
  const { board, slack, put, cancel, shown, faults } = await openBoard();
  await put("ticket-gone");
  await showTickets(board, going);
  await cancel("ticket-gone");
  await put("ticket-next", 1);
  slack.before.update = refusing("message_not_found");
  await showTickets(board, going);
  expect(shown("ticket-next")).toHaveLength(1);
  await showTickets(board, going);
  expect([faults.length, (await board.cards.list()).map(({ key }) => key)]).toEqual([
    1,
    ["ticket-next:card"],
  ]);
});

test("a ticket that ends is shown for the last time at once", async () => {
  const { board, put, cancel, shown, gate } = await openBoard();
  await put("ticket-a");
  await showTickets(board, going);
  await cancel("ticket-a");
  const ticket = await gate.find("ticket-a");
  if (ticket !== undefined) await showTicket(ticket, board);
  expect(shown("ticket-a")).toEqual([expect.not.stringContaining(button)]);
  expect(await board.cards.list()).toEqual([]);
});

test("a card in a channel that is no longer set is redrawn as a card", async () => {
  const { board, slack, put, cancel, shown } = await openBoard();
  await put("ticket-a");
  await showTickets(board, going);
  await board.cards.forget("ticket-a:card");
  await cancel("ticket-a");
  await redraw({ channel: "C1", ts: "1" }, "ticket-a", { ...board, channel: "C2" });
  expect(slack.messages.size).toBe(1);
  expect(shown("ticket-a")).toEqual([expect.not.stringContaining("Your request")]);
});
