import { expect, test } from "vitest";
import {
  decisionOf,
  endOf,
  reasonOf,
  stateWordOf,
  stateWords,
} from "../../src/gate/meanings/ticket-words.ts";
import type { TicketState } from "../../src/store/records.ts";
import { hanako, now, taro, ticketOf } from "../slack/tickets.ts";

const states = Object.keys(stateWords) as readonly TicketState[];
const decided = { by: hanako, at: now };

test("an open ticket says whose answer it waits for", () => {
  expect(stateWordOf(ticketOf({ consent: "self" }), "en")).toBe("Waiting for confirmation");
  expect(stateWordOf(ticketOf({ consent: "second" }), "ja")).toBe("承認待ち");
  expect(stateWordOf(ticketOf({ state: "done" }), "ja")).toBe("完了");
});

test("whoever asked confirms, somebody else approves", () => {
  const asked = decisionOf(ticketOf({ state: "done", decided: { by: taro, at: now } }));
  expect(asked).toMatchObject({ text: { en: "Confirmed by {who}, {at}." }, who: taro, at: now });
  const second = decisionOf(ticketOf({ state: "done", decided }));
  expect(second).toMatchObject({ text: { ja: "{who}が承認しました（{at}）。" }, who: hanako });
});

test("what the gate decided itself it says under its name", () => {
  const by = { principal: "local:taro", face: "gate" };
  const cancelled = ticketOf({ state: "cancelled", decided: { by, at: now, reason: "policy_changed" } });
  expect(decisionOf(cancelled)?.who.principal).toBe("sss-ops");
  expect(reasonOf(cancelled, "en")).toContain("The policy or the account has changed");
});

test("a reason is told on one line, and one that nobody gave not at all", () => {
  const denied = (reason: string) => ticketOf({ state: "denied", decided: { ...decided, reason } });
  expect(reasonOf(denied("not\nnow"), "ja")).toBe("not now");
  expect(reasonOf(denied("not_confirmed"), "ja")).toBe("");
  expect(reasonOf(ticketOf(), "ja")).toBe("");
});

test("a ticket that nobody answered ended when its time was over", () => {
  expect(endOf(ticketOf({ state: "expired", expiresAt: now }))).toMatchObject({ at: now });
});

test.for(states)("of one that is %s the decision or the end is told, once that can be", (state) => {
  const ticket = ticketOf({ state, ...(state === "open" || state === "expired" ? {} : { decided }) });
  const told = [decisionOf(ticket), endOf(ticket)].filter((sentence) => sentence !== undefined);
  expect(told.length > 0).toBe(state !== "open");
  for (const { text } of told) {
    expect(text.en).toMatch(/^[A-Z][^。]*\.$/);
    expect(text.ja).toMatch(/[ぁ-ん].*。$/);
    expect(text.ja.includes("{at}")).toBe(text.en.includes("{at}"));
    expect(text.ja.includes("{who}")).toBe(text.en.includes("{who}"));
  }
});
