import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { boss, policyFile, run, taro, tenantOf, ticketFor, userOf, writesOn } from "../gate/flow/flow.ts";
import { openBrowser } from "./browser.ts";
import { type Scene, openScene, signIn } from "./scene.ts";

/** A console of the approver local:taro, and what local:hanako asks an assistant for. */
async function openDesk(browser: BrowserContext, now: () => number = Date.now) {
  const people = `people: [{ principal: "local:taro", mayApprove: true }]`;
  const environment = { SSS_OPS_POLICY: await policyFile(people), SSS_OPS_DOORS: "terminal" };
  const scene = await openScene({ environment, now });
  const input = { tenant_id: tenantOf(scene.house, "hoshino-web").id };
  const ticket = await ticketFor(scene.house, "delete_tenant", input, { ...taro, principal: "local:hanako" });
  const page = await signIn(browser, scene);
  await page.goto(`${scene.url}/tickets/${ticket.id}`);
  return { scene, ticket, page };
}

/** What the page says below its heading, on one line. */
async function said(page: Page): Promise<string> {
  return ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");
}

test("a delete is confirmed by typing its name, with the keyboard alone and without script", async (context) => {
  const browser = await openBrowser(context, { javaScriptEnabled: false });
  const { scene, page } = await openDesk(browser);
  const name = page.getByLabel("To confirm, type this name");
  await name.focus();
  await page.keyboard.type("hoshino");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await said(page)).toContain("That is not the name.");
  expect(writesOn(scene.house)).toEqual([]);
  await name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("-web");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("It was done").waitFor();
  expect(await said(page)).toContain("Approved by local:taro (console)");
  expect(writesOn(scene.house)).toHaveLength(1);
});

test("a name is not left empty by mistake", async (context) => {
  const { scene, ticket, page } = await openDesk(await openBrowser(context));
  await page.getByRole("button", { name: "Approve and run it" }).click();
  expect(await page.locator("#name:invalid").count()).toBe(1);
  expect(await scene.house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("of two tabs that answer at once one counts, and both tell the truth", async (context) => {
  const browser = await openBrowser(context);
  const { scene, page } = await openDesk(browser);
  const other = await browser.newPage();
  await other.goto(page.url());
  const tabs = [page, other];
  for (const tab of tabs) await tab.getByLabel("To confirm, type this name").fill("hoshino-web");
  await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: "Approve and run it" }).click()));
  for (const tab of tabs) await tab.getByText("Approved by").waitFor();
  const told = await Promise.all(tabs.map(said));
  expect(told.filter((text) => text.includes("came too late"))).toHaveLength(1);
  expect(writesOn(scene.house)).toHaveLength(1);
});

test("an answer after the ticket's time does nothing, and says so", async (context) => {
  let lateMs = 0;
  const browser = await openBrowser(context);
  const { scene, page } = await openDesk(browser, () => Date.now() + lateMs);
  await page.getByLabel("To confirm, type this name").fill("hoshino-web");
  lateMs = 86_400_000;
  await page.getByRole("button", { name: "Approve and run it" }).click();
  await page.getByText("Nobody answered by").waitFor();
  expect(writesOn(scene.house)).toEqual([]);
});

test("a denial takes a reason along", async (context) => {
  const { scene, ticket, page } = await openDesk(await openBrowser(context));
  await page.getByLabel("Why not?").fill("Still in use <b>there</b>.");
  await page.getByRole("button", { name: "Deny", exact: true }).click();
  await page.getByText("Denied by").waitFor();
  expect(await page.locator("q").textContent()).toBe("Still in use <b>there</b>.");
  expect(await scene.house.gate.find(ticket.id)).toMatchObject({
    state: "denied",
    decided: { reason: "Still in use <b>there</b>." },
  });
});

test("somebody else's answer shows on a page that only waits", async (context) => {
  const browser = await openBrowser(context);
  const scene = await openScene({
    environment: {
      SSS_OPS_POLICY: await policyFile(`people: [{ principal: "${boss.principal}", mayApprove: true }]`),
      SSS_OPS_DOORS: "terminal",
    },
  });
  const ticket = await ticketFor(scene.house, "delete_tenant", {
    tenant_id: tenantOf(scene.house, "hoshino-web").id,
  });
  const page = await signIn(browser, scene);
  await page.goto(`${scene.url}/tickets/${ticket.id}`);
  expect(await said(page)).toContain("Who may approve it: local:boss");
  await scene.house.gate.decide(ticket.id, { kind: "declined" }, boss);
  await page.getByRole("link", { name: "Look again" }).click();
  await page.getByText("Denied by").waitFor();
  expect(await said(page)).toContain("Denied by local:boss (terminal)");
});

test("an issued secret is shown once, on a click", async (context) => {
  const browser = await openBrowser(context);
  const scene = await openScene();
  const id = await issued(scene);
  const page = await signIn(browser, scene);
  await page.goto(`${scene.url}/reveal/${id}`);
  await page.getByRole("button", { name: "Show it once" }).click();
  await page.getByText("Copy it now").waitFor();
  const fields = await page.locator("main input[readonly]").all();
  const values = await Promise.all(fields.map((field) => field.inputValue()));
  expect(values).toContain(userOf(scene.house, "new.user").apiSecret);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  expect(values).toContain(await page.evaluate("navigator.clipboard.readText()"));
  await page.goto(`${scene.url}/reveal/${id}`);
  expect(await said(page)).toContain("It is gone: local:taro (console) saw it");
});

async function issued({ house }: Scene): Promise<string> {
  const input = {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  };
  const ending = await run(house, await ticketFor(house, "create_user", input));
  return /sss-ops reveal (\w+)/.exec(JSON.stringify(ending))?.[1] ?? "";
}

test("the audit trail is filtered, and taken along as a file", async (context) => {
  const { ticket, page } = await openDesk(await openBrowser(context));
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await page.getByLabel("Who").fill("local:hanako");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/actor=local/);
  expect(await page.locator("tbody tr").count()).toBe(1);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "JSON Lines" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("sss-ops-audit.jsonl");
  await page.getByRole("link", { name: /^Ticket \w+/ }).click();
  expect(page.url()).toContain(ticket.id);
});

test("an operation is found by a Japanese word, and tells what it takes", async (context) => {
  const browser = await openBrowser(context, { locale: "ja-JP" });
  const scene = await openScene();
  const page = await signIn(browser, scene);
  await page.getByRole("link", { name: "操作一覧" }).click();
  await page.getByRole("searchbox").fill("テナント 削除");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "テナント削除" }).click();
  expect(await page.locator("h1").textContent()).toBe("テナント削除");
  await page.getByText("JSON Schema").click();
  expect(await page.locator("pre").textContent()).toContain('"tenant_id"');
});
