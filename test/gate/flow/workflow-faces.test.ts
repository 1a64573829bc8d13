import { expect, test } from "vitest";
import { ticketCard } from "../../../src/slack/tickets/ticket-card.ts";
import { nameModal } from "../../../src/slack/tickets/consent-views.ts";
import { type Terminal, call } from "../../../src/terminal/call.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { shown } from "../../slack/shown.ts";
import { visitAs, wordsOf } from "../../web/pages/desk.ts";
import { askFor, boss, run, ticketFor, underBoss, userOf, writesOn } from "./flow.ts";

const leaver = "yamamoto.aoi";
const both = ["en", "ja"] as const;

async function waiting() {
  const house = await openTestHouse({ environment: await underBoss() });
  const input = { user_id: userOf(house, leaver).id };
  return { house, input, ticket: await ticketFor(house, "offboard_user", input) };
}

/** A ticket whose last step SSS refused. */
async function stopped() {
  const { house, ticket } = await waiting();
  house.sandbox.faults.add({ method: "DELETE", path: "v1.0/users/", kind: "status", status: 409 });
  expect(await run(house, ticket)).toMatchObject({ code: "partly_done" });
  const ended = await house.gate.find(ticket.id);
  if (ended === undefined) throw new Error("the ticket is gone");
  return { house, ticket: ended };
}

function deskOf({ gate }: TestHouse, lines: readonly string[]) {
  const said: string[] = [];
  const left = [...lines];
  const terminal: Terminal = {
    isInteractive: true,
    ask: async () => left.shift() ?? "",
    print: (text) => void said.push(text),
    remark: (text) => void said.push(text),
  };
  return { desk: { gate, terminal, principal: "local:taro" }, said };
}

test("on a terminal the steps are read, the name is typed, and each step is told", async () => {
  const house = await openTestHouse();
  const { id } = userOf(house, leaver);
  const { desk, said } = deskOf(house, [leaver]);
  expect(await call(["user", "offboard", `user_id=${id}`], desk)).toBe(0);
  expect(said[0]).toMatch(/1\. Remove user from IAM group: default[^]*2\. Delete user: yamamoto\.aoi/);
  expect(said).toContain(`1/2 Delete user: ${leaver} (user_id: ${id})`);
  expect(writesOn(house)).toHaveLength(2);
});

test("on a terminal a report is one command", async () => {
  const house = await openTestHouse();
  const { desk, said } = deskOf(house, []);
  expect(await call(["contract", "access"], desk)).toBe(0);
  expect(said.join("\n")).toContain("partner.admin");
});

test.for(both)("a card and a modal in Slack list every step in %s", async (language) => {
  const { ticket } = await waiting();
  const views = [
    ticketCard(ticket, { language, approvers: [boss.principal], now: ticket.createdAt }).blocks,
    nameModal(ticket, language, "second").blocks,
  ];
  for (const view of views) {
    for (const [index, step] of (ticket.steps ?? []).entries()) {
      expect(shown(view)).toMatch(new RegExp(`${index + 1}\\. .*: ${step.name} \\(`));
    }
  }
});

test("a card of what stopped says what became of each step", async () => {
  const { ticket } = await stopped();
  const card = ticketCard(ticket, { language: "ja", approvers: [], now: ticket.createdAt });
  expect(shown(card.blocks)).toMatch(/1\. .*\[完了\][^]*2\. .*\[失敗\]/);
  expect(shown(card.blocks)).toContain("一部だけ実行されました（");
});

test("its page lists every step, and afterwards what became of each", async () => {
  const open = await waiting();
  const page = wordsOf(await visitAs(open.house, boss.principal).get(`/tickets/${open.ticket.id}`));
  expect(page).toMatch(
    /Steps Remove user from IAM group: default .*to do Delete user: yamamoto\.aoi .*to do/,
  );
  const { house, ticket } = await stopped();
  const after = wordsOf(await visitAs(house, boss.principal).get(`/tickets/${ticket.id}`));
  expect(after).toMatch(/Remove user from IAM group: default .*done Delete user: .*failed/);
  expect(after).toContain("It was done in part");
  expect(after).not.toContain("It was not done");
});

test("the page of a workflow links to what it is made of", async () => {
  const house = await openTestHouse();
  const page = await visitAs(house).get("/operations/offboard_user");
  for (const name of ["remove_user_from_iam_group", "delete_role", "delete_workspace_role", "delete_user"]) {
    expect(page.html).toContain(`href="/operations/${name}"`);
  }
});

test("an assistant that cannot ask is refused, and nothing is sent", async () => {
  const house = await openTestHouse();
  const actor = { principal: "local:taro", face: "mcp", asking: "none" } as const;
  const input = { user_id: userOf(house, leaver).id };
  expect(await askFor(house, "offboard_user", input, actor)).toMatchObject({
    kind: "denied",
    code: "cannot_ask",
  });
  expect(writesOn(house)).toEqual([]);
});
