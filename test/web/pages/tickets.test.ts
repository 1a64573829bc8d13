import { describe, expect, test } from "vitest";
import type { Actor } from "../../../src/gate/actor.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import {
  boss,
  consentTo,
  policyFile,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  userOf,
  writesOn,
} from "../../gate/flow/flow.ts";
import { operationNamed } from "../../../tools/index.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn, harmInEcho, hostileTexts } from "./hostile.ts";

/** A delete that waits for the boss. */
async function waitingDelete(environment?: Record<string, string>, now?: () => number) {
  const house = await openTestHouse({
    environment: environment ?? (await underBoss()),
    ...(now === undefined ? {} : { now }),
  });
  const input = { tenant_id: tenantOf(house, "hoshino-web").id };
  return { house, ticket: await ticketFor(house, "delete_tenant", input) };
}

/** A change that waits for taro himself. */
async function waitingChange(house?: TestHouse, changes: Record<string, unknown> = { description: "new" }) {
  const over = house ?? (await openTestHouse({ environment: { SSS_OPS_DOORS: "terminal" } }));
  const input = { tenant_id: tenantOf(over, "hoshino-web").id, ...changes };
  return { house: over, ticket: await ticketFor(over, "update_tenant", input, { ...taro, asking: "none" }) };
}

describe("a ticket's page", () => {
  test("shows what is asked in full, how things are, who asked from where, and until when", async () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    const { house, ticket } = await waitingDelete(undefined, () => noon);
    const page = await visitAs(house, boss.principal, { now: () => noon }).get(`/tickets/${ticket.id}`);
    const words = wordsOf(page);
    expect(page.status).toBe(200);
    expect(words).toContain("hoshino-web");
    expect(words).toContain(`Tenant ID tenant_id ${tenantOf(house, "hoshino-web").id}`);
    expect(words).toContain("The target, as it was when asked");
    expect(words).toContain("It cannot be undone.");
    expect(words).toContain("local:taro (MCP client: test-client 1.2.3)");
    expect(words).toContain("2026-11-23 12:00 UTC ( 24 h left )");
    expect(words).toContain("By the rule default-destroy");
  });

  test("shows what hangs on the target", async () => {
    const house = await openTestHouse();
    const input = { user_id: userOf(house, "hoshino.super").id };
    const ticket = await ticketFor(house, "delete_user", input);
    const words = wordsOf(await visitAs(house).get(`/tickets/${ticket.id}`));
    for (const { operation } of ticket.impact)
      expect(words).toContain(`Depends on it: ${operationNamed(operation)?.title.en}`);
    expect(ticket.impact).not.toEqual([]);
  });

  test("speaks Japanese, with the times of Japan", async () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    const { house, ticket } = await waitingDelete(undefined, () => noon);
    const visitor = visitAs(house, boss.principal, { language: "ja", now: () => noon });
    const { html } = await visitor.get(`/tickets/${ticket.id}`);
    expect(html).toContain('lang="ja"');
    expect(wordsOf({ html })).toContain("2026-11-23 21:00 JST （ 残り24時間 ）");
    expect(wordsOf({ html })).toContain("確認のため、次の名前を入力してください: hoshino-web");
    expect(wordsOf({ html })).toContain("この操作は元に戻せません。");
  });

  test("keeps secrets of the input to itself", async () => {
    const house = await openTestHouse();
    const actor: Actor = { ...taro, face: "terminal", asking: "terminal" };
    const ticket = await ticketFor(
      house,
      "create_user",
      {
        contract_id: tenantOf(house, "hoshino-web").contractId,
        login_id: "new.user",
        mail_address: "new.user@example.com",
        password: "Canary-4711-Canary",
        notify_password: false,
      },
      actor,
    );
    for (const [language, hidden] of [
      ["en", "(hidden)"],
      ["ja", "（非表示）"],
    ] as const) {
      const { html } = await visitAs(house, taro.principal, { language }).get(`/tickets/${ticket.id}`);
      expect(html).not.toContain("Canary-4711");
      expect(html).toContain(`<code>${hidden}</code>`);
    }
  });

  test("leads whoever may answer to the form, and whoever waits to how it is now", async () => {
    const { house, ticket } = await waitingDelete();
    const htmlFor = async (principal: string) =>
      (await visitAs(house, principal).get(`/tickets/${ticket.id}`)).html;
    expect(await htmlFor(boss.principal)).toContain('href="#answer"');
    expect(await htmlFor("local:taro")).toMatch(/>\s*Look again\s*</);
    expect(await htmlFor("local:taro")).not.toContain('href="#answer"');
  });

  test("is not there for whoever neither asked nor sees all", async () => {
    const { house, ticket } = await waitingDelete();
    const stranger = visitAs(house, "oidc:idp.example/stranger");
    expect(await stranger.get(`/tickets/${ticket.id}`)).toMatchObject({ status: 404 });
    expect(await stranger.post(`/tickets/${ticket.id}`, { answer: "deny" })).toMatchObject({ status: 404 });
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });

  test.for(["unknown", "..%2f..%2fetc%2fpasswd", "%00", "'%20or%201=1--"])("%s is not found", async (id) => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    expect(await visitor.get(`/tickets/${id}`)).toMatchObject({ status: 404 });
    expect(await visitor.post(`/tickets/${id}`, { answer: "confirm" })).toMatchObject({ status: 404 });
  });
});

describe("an answer", () => {
  test("approves a delete by typing its name", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    const after = await visitor.press(page, "Approve and run it", { name: "hoshino-web" });
    expect(after).toMatchObject({ status: 200, path: `/tickets/${ticket.id}` });
    expect(wordsOf(after)).toMatch(/State Done Approved by local:boss \(console\) , .* It was done/);
    expect(writesOn(house)).toHaveLength(1);
    expect(await house.gate.find(ticket.id)).toMatchObject({
      state: "done",
      decided: { by: { principal: boss.principal, face: "page" } },
    });
  });

  test.for(["", "hoshino", "Hoshino-web", "hoshino-batch"])(
    "with the wrong name %j asks again",
    async (name) => {
      const { house, ticket } = await waitingDelete();
      const visitor = visitAs(house, boss.principal);
      const page = await visitor.get(`/tickets/${ticket.id}`);
      const again = await visitor.press(page, "Approve and run it", { name });
      expect(again.status).toBe(422);
      expect(wordsOf(again)).toContain("That is not the name. Nothing was done");
      expect(again.html).toContain(`value="${name}"`);
      expect(writesOn(house)).toEqual([]);
      expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
      const right = await visitor.press(again, "Approve and run it", { name: "ｈｏｓｈｉｎｏ-web" });
      expect(wordsOf(right)).toContain("It was done");
    },
  );

  test("denies with a reason, which whoever asked can read", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    await visitor.press(page, "Deny", { reason: " still in <use>  " });
    expect(await house.gate.find(ticket.id)).toMatchObject({
      state: "denied",
      decided: { by: { principal: boss.principal }, reason: "still in <use>" },
    });
    const seen = wordsOf(await visitAs(house).get(`/tickets/${ticket.id}`));
    expect(seen).toContain("Denied by local:boss (console)");
    expect(seen).toContain("Reason: still in <use>");
  });

  test("with a reason of more than 500 characters is shown again, cut, and denies nothing yet", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    const again = await visitor.press(page, "Deny", { reason: "x".repeat(501) });
    expect(again.status).toBe(422);
    expect(again.html).toContain(`${"x".repeat(500)}</textarea`);
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });

  test("to a change takes a yes", async () => {
    const { house, ticket } = await waitingChange();
    const visitor = visitAs(house);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    const again = await visitor.press(page, "Run it");
    expect(again.status).toBe(422);
    expect(wordsOf(again)).toContain("Tick the box to confirm.");
    expect(writesOn(house)).toEqual([]);
    const after = await visitor.press(again, "Run it", { yes: "yes" });
    expect(wordsOf(after)).toContain("Confirmed by local:taro (console)");
    expect(writesOn(house)).toHaveLength(1);
  });

  test("is not taken from whoever asked, who can take the request back", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    expect(wordsOf(page)).toContain("Nobody approves their own request.");
    expect(wordsOf(page)).toContain("Who may approve it: local:boss");
    expect(page.html).not.toContain('name="name"');
    const refused = await visitor.post(`/tickets/${ticket.id}`, { answer: "confirm", name: "hoshino-web" });
    expect(refused.status).toBe(403);
    expect(writesOn(house)).toEqual([]);
    const cancelled = await visitor.press(page, "Cancel the request");
    expect(wordsOf(cancelled)).toContain("Cancelled by local:taro (console)");
  });

  test("is not taken from somebody who is no approver", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, "local:other");
    expect(wordsOf(await visitor.get(`/tickets/${ticket.id}`))).toContain("You are not an approver.");
    const posts = [{ answer: "confirm", name: "hoshino-web" }, { answer: "deny" }, { answer: "cancel" }];
    for (const fields of posts)
      expect((await visitor.post(`/tickets/${ticket.id}`, fields)).status).toBe(403);
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });

  test("posted by ten tabs at once runs one call, and every tab is told the truth", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    const told = await Promise.all(
      Array.from({ length: 10 }, () => visitor.press(page, "Approve and run it", { name: "hoshino-web" })),
    );
    expect(writesOn(house)).toHaveLength(1);
    expect(told.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = told.filter(({ status }) => status === 409);
    expect(late).toHaveLength(9);
    for (const one of late)
      expect(wordsOf(one)).toMatch(/came too late and changed nothing.*Approved by local:boss/);
  });

  test("of a page that is stale changes nothing and says who was faster and when", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    await house.gate.decide(ticket.id, { kind: "declined" }, boss, "not today");
    const told = await visitor.press(page, "Approve and run it", { name: "hoshino-web" });
    expect(told.status).toBe(409);
    expect(wordsOf(told)).toMatch(
      /Denied by local:boss \(terminal\) , \d{4}-\d\d-\d\d \d\d:\d\d UTC .*not today/,
    );
    expect(writesOn(house)).toEqual([]);
  });

  test("after its time is none", async () => {
    let now = Date.UTC(2026, 10, 22, 12);
    const { house, ticket } = await waitingDelete(undefined, () => now);
    const visitor = visitAs(house, boss.principal, { now: () => now });
    const page = await visitor.get(`/tickets/${ticket.id}`);
    now += 86_400_000;
    const told = await visitor.press(page, "Approve and run it", { name: "hoshino-web" });
    expect(told.status).toBe(409);
    expect(wordsOf(told)).toContain("Nobody answered by 2026-11-23 12:00 UTC . Nothing was done.");
    expect(told.html).not.toContain('name="answer"');
    expect(writesOn(house)).toEqual([]);
  });

  test("to a target that has moved since does nothing and says so", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    tenantOf(house, "hoshino-web").description = "moved";
    const after = await visitor.press(page, "Approve and run it", { name: "hoshino-web" });
    expect(wordsOf(after)).toContain("has changed since the question was asked");
    expect(writesOn(house)).toEqual([]);
  });

  test("whose call is lost is told loudly, with what to do", async () => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal, { language: "ja" });
    const page = await visitor.get(`/tickets/${ticket.id}`);
    house.sandbox.faults.add({ method: "DELETE", path: "/api/", kind: "cut-before" });
    const after = await visitor.press(page, "承認して実行する", { name: "hoshino-web" });
    expect(after.html).toContain('role="alert"');
    expect(wordsOf(after)).toContain("確認せずに再実行しないでください。");
  });

  test("under a policy that has changed since is refused, and the page says why", async () => {
    const { house, ticket } = await waitingDelete();
    const environment = {
      SSS_OPS_POLICY: await policyFile(
        'people: [{ principal: "local:boss", mayApprove: true }]\nreadOnly: true',
      ),
      SSS_OPS_DOORS: "terminal",
      SSS_OPS_STATE_DIR: house.config.stateDirectory,
    };
    const stricter = await openTestHouse({ environment });
    const visitor = visitAs(stricter, boss.principal);
    const page = await visitor.get(`/tickets/${ticket.id}`);
    const told = await visitor.press(page, "Approve and run it", { name: "hoshino-web" });
    expect(told.status).toBe(403);
    expect(wordsOf(told)).toContain("The policy or the account has changed");
    expect(wordsOf(told)).toContain("State Cancelled");
    expect([...writesOn(house), ...writesOn(stricter)]).toEqual([]);
  });

  test.for([{}, { answer: "approve" }, { answer: "__proto__" }])("%j is none", async (fields) => {
    const { house, ticket } = await waitingDelete();
    const told = await visitAs(house, boss.principal).post(`/tickets/${ticket.id}`, { ...fields });
    expect(told.status).toBe(422);
    expect(wordsOf(told)).toContain("Nothing was done: the form was not complete.");
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  });
});

describe("hostile words", () => {
  test.for(hostileTexts)("%s stays words in a target and in arguments", async ([, text]) => {
    const house = await openTestHouse({ environment: { SSS_OPS_DOORS: "terminal" } });
    tenantOf(house, "hoshino-web").description = text;
    const { ticket } = await waitingChange(house, { description: `${text}!`.slice(0, 255) });
    const visitor = visitAs(house);
    for (const path of ["/tickets", `/tickets/${ticket.id}`]) {
      const { html, status } = await visitor.get(path);
      expect(status).toBe(200);
      expect(harmIn(html)).toEqual([]);
    }
  });

  test.for(hostileTexts)("%s stays words in a reason and in a name that is typed", async ([, text]) => {
    const { house, ticket } = await waitingDelete();
    const visitor = visitAs(house, boss.principal);
    const typed = await visitor.post(`/tickets/${ticket.id}`, { answer: "confirm", name: text });
    expect(typed.status).toBe(422);
    expect(harmInEcho(typed.html)).toEqual([]);
    const reason = text.slice(0, 500);
    const denied = await visitor.post(`/tickets/${ticket.id}`, { answer: "deny", reason });
    expect(harmIn(denied.html)).toEqual([]);
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "denied" });
  });
});

describe("the list", () => {
  test("shows the newest first, by state and by who asked", async () => {
    const { house, ticket } = await waitingDelete();
    const { ticket: change } = await waitingChange(house);
    await house.gate.cancel(change.id, taro);
    const visitor = visitAs(house, boss.principal);
    const idsOn = async (path: string) =>
      [...(await visitor.get(path)).html.matchAll(/href="\/tickets\/(\w+)"/g)].map(([, id]) => id);
    expect(await idsOn("/tickets")).toEqual([change.id, ticket.id]);
    expect(await idsOn("/tickets?state=open")).toEqual([ticket.id]);
    expect(await idsOn("/tickets?state=nonsense")).toEqual([change.id, ticket.id]);
    expect(await idsOn("/tickets?of=mine")).toEqual([]);
    expect(wordsOf(await visitor.get("/tickets?of=mine"))).toContain("There are none.");
  });

  test("shows people their own, under all their names, and others' only to approvers", async () => {
    const people = `people:
  - { principal: "oidc:idp.example/taro", alsoKnownAs: ["local:taro"] }
  - { principal: "oidc:idp.example/jiro" }
  - { principal: "local:boss", mayApprove: true }
`;
    const { house, ticket } = await waitingDelete({
      SSS_OPS_POLICY: await policyFile(people),
      SSS_OPS_DOORS: "terminal",
    });
    const listFor = async (principal: string) => (await visitAs(house, principal).get("/tickets")).html;
    expect(await listFor("oidc:idp.example/taro")).toContain(`/tickets/${ticket.id}`);
    expect(await listFor("oidc:idp.example/jiro")).not.toContain(`/tickets/${ticket.id}`);
    expect(await listFor("oidc:idp.example/jiro")).not.toContain('name="of"');
    expect(await listFor("local:boss")).toContain(`/tickets/${ticket.id}`);
  });
});

test("what is answered with a form is answered in no other way", async () => {
  const { house, ticket } = await waitingDelete();
  const visitor = visitAs(house, boss.principal);
  const confirm = `?answer=confirm&name=hoshino-web`;
  expect((await visitor.get(`/tickets/${ticket.id}${confirm}`)).status).toBe(200);
  expect((await visitor.post("/tickets", { answer: "confirm" })).status).toBe(405);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
  expect(await house.gate.decide(ticket.id, consentTo(ticket), boss)).toMatchObject({ kind: "done" });
});
