import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { taro, tenantOf, ticketFor, writesOn } from "../gate/flow/flow.ts";
import { openBrowser } from "./browser.ts";
import { openScene, signIn } from "./scene.ts";

/** The page of a delete that waits ten minutes for whoever looks at it, on a clock that only the test moves. */
async function openTicket(context: Parameters<typeof openBrowser>[0], locale = "en-US") {
  const browser = await openBrowser(context, { locale });
  const asked = () => Date.UTC(2026, 10, 22, 12);
  const scene = await openScene({ environment: { SSS_OPS_DOORS: "terminal" }, now: asked }, asked);
  const input = { tenant_id: tenantOf(scene.house, "hoshino-web").id };
  const ticket = await ticketFor(scene.house, "delete_tenant", input, taro);
  const page = await signIn(browser, scene);
  // A clock that is wrong by years: the page counts from what the server says is left.
  await page.clock.install({ time: new Date("2031-01-01T00:00:00Z") });
  await page.clock.pauseAt(new Date("2031-01-01T00:01:00Z"));
  await page.goto(`${scene.url}/tickets/${ticket.id}`);
  return { scene, page };
}

function left(page: Page): Promise<string | null> {
  return page.locator("time[data-left]").textContent();
}

test("the time that is left counts down, whatever the reader's clock says", async (context) => {
  const { page } = await openTicket(context);
  expect(await left(page)).toBe("10 min left");
  await page.clock.runFor(19_000);
  expect(await left(page)).toBe("9 min 41 s left");
  await page.clock.fastForward("09:00");
  expect(await left(page)).toBe("41 s left");
});

test("in Japanese it counts in Japanese", async (context) => {
  const { page } = await openTicket(context, "ja-JP");
  await page.clock.runFor(19_000);
  expect(await left(page)).toBe("残り9分41秒");
});

test("only the last minute and the end are said aloud, and nothing that was typed is lost", async (context) => {
  const { scene, page } = await openTicket(context);
  const name = page.getByLabel("To confirm, type this name");
  const news = page.getByRole("status");
  await name.fill("hoshino-web");
  await page.clock.runFor(60_000);
  expect(await news.textContent()).toBe("");
  await page.clock.fastForward("08:01");
  expect(await news.textContent()).toBe("Less than a minute is left to answer.");
  await page.clock.fastForward("01:00");
  expect(await news.textContent()).toBe("The time is over: no answer is taken any more.");
  expect(await left(page)).toBe("time is over");
  expect(await page.locator(":focus").getAttribute("id")).toBe("name");
  expect(await name.inputValue()).toBe("hoshino-web");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("button", { name: "Run it", disabled: true }).count()).toBe(1);
  await page.getByRole("link", { name: "Look again" }).click();
  await page.waitForLoadState();
  expect(writesOn(scene.house)).toEqual([]);
});

test("without script the page says how long it was when it was made, and can be answered", async (context) => {
  const browser = await openBrowser(context, { javaScriptEnabled: false });
  const scene = await openScene({ environment: { SSS_OPS_DOORS: "terminal" } });
  const input = { tenant_id: tenantOf(scene.house, "hoshino-web").id };
  const { id } = await ticketFor(scene.house, "delete_tenant", input, taro);
  const page = await signIn(browser, scene);
  await page.goto(`${scene.url}/tickets/${id}`);
  expect(await left(page)).toMatch(/^(9|10) min left$/);
  expect(await page.getByRole("link", { name: "Look again" }).count()).toBe(0);
  expect(await page.locator("form button[aria-disabled]").count()).toBe(0);
});
