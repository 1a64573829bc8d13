import { expect, test } from "vitest";
import type { ApprovalRequest } from "../../../src/sandbox/model.ts";
import { createPosted } from "../../../src/slack/posted.ts";
import { type WatchOptions, showRequests } from "../../../src/slack/requests/watch.ts";
import { openTestHouse } from "../../house.ts";
import { createStandIn, refusing } from "../stand-in.ts";

const going = { goesOn: () => Promise.resolve(true) };
const hourMs = 3_600_000;

/** The approval requests of a sandbox, watched on a clock that the test sets. */
async function openWatch() {
  const { gate, store, sandbox } = await openTestHouse();
  const { notes } = await store();
  const slack = createStandIn();
  const faults: unknown[] = [];
  const clock = { at: 0 };
  const onFault = (error: unknown) => void faults.push(error);
  const common = { surface: slack.surface, now: () => clock.at, onFault };
  const cards = createPosted("slack-request", { ...common, notes: () => Promise.resolve(notes) });
  const watch: WatchOptions = { ...common, gate, cards, channel: "C1", channelLanguage: "en" };
  const { partner } = sandbox.accounts;
  const request = [...sandbox.world.approvals.values()].find(
    ({ status, requestUserId }) => status === "registered" && requestUserId === partner.userId,
  );
  if (request === undefined) throw new Error("The seeded world has no such request.");
  /** How often the request was brought to mind. */
  const reminders = async () => {
    const ts = (await cards.get(request.id))?.ref?.ts;
    return slack.threads.filter((thread) => thread === ts).length;
  };
  return { watch, slack, faults, clock, cards, request, reminders, sandbox };
}

test("a card that somebody deleted is given up with its request", async () => {
  const { watch, slack, faults, cards, request } = await openWatch();
  await showRequests(watch, going);
  Object.assign<ApprovalRequest, Partial<ApprovalRequest>>(request, { status: "approved" });
  slack.before.update = refusing("message_not_found");
  for (let looks = 0; looks < 4; looks += 1) await showRequests(watch, going);
  expect(faults).toHaveLength(1);
  expect(await cards.get(request.id)).toBeUndefined();
});

test("a request that SSS does not tell of keeps no other from being shown", async () => {
  const { watch, slack, faults, cards, request, sandbox } = await openWatch();
  sandbox.faults.add({ kind: "gateway", path: `approval-requests/${request.id}`, times: 100 });
  await showRequests(watch, going);
  expect(faults).toEqual([
    expect.objectContaining({ message: expect.stringContaining("could not be read") }),
  ]);
  expect((await cards.get(request.id))?.ref).toBeUndefined();
  expect(slack.messages.size).toBeGreaterThan(0);
});

test("a request that was decided since the list was read gets no card", async () => {
  const { watch, slack, request } = await openWatch();
  const goesOn = () => {
    request.status = "approved";
    return Promise.resolve(true);
  };
  await showRequests(watch, { goesOn });
  const shown = [...slack.messages.values()].map((message) => JSON.stringify(message));
  expect(shown.filter((text) => text.includes(request.id))).toEqual([]);
  expect(shown).not.toEqual([]);
});

test("a reminder that Slack did not take is sent again, and one that it took is not", async () => {
  const { watch, slack, faults, clock, request, reminders } = await openWatch();
  clock.at = request.deadline - 48 * hourMs;
  await showRequests(watch, going);
  clock.at = request.deadline - hourMs;
  slack.before.post = refusing("ratelimited", "unreached");
  await showRequests(watch, going);
  expect(faults).not.toEqual([]);
  slack.before.post = () => Promise.resolve();
  for (let looks = 0; looks < 3; looks += 1) await showRequests(watch, going);
  expect(await reminders()).toBe(1);
});

test("a deadline that has passed is brought to nobody's mind", async () => {
  const { watch, clock, request, reminders } = await openWatch();
  clock.at = request.deadline + hourMs;
  await showRequests(watch, going);
  expect(await reminders()).toBe(0);
});
