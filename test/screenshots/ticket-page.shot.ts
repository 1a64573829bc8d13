import { expect, test } from "vitest";
import { openBrowser } from "../browser/browser.ts";
import { openScene, signIn } from "../browser/scene.ts";
import { taro, tenantOf, ticketFor } from "../gate/flow/flow.ts";
import { keepPicture, languages, moment, sight } from "./picture.ts";

test.for(languages)("the page of a ticket, in %s", async ([language, locale], context) => {
  const scene = await openScene({ now: () => moment }, () => moment);
  const { house, url } = scene;
  const input = { tenant_id: tenantOf(house, "hoshino-test").id };
  const client = { name: "claude-code", version: "2.1.0" };
  const { id } = await ticketFor(house, "delete_tenant", input, { ...taro, client });
  const page = await signIn(await openBrowser(context, { ...sight, locale }), scene);
  await page.clock.setFixedTime(moment);
  await page.goto(`${url}/tickets/${id}`);
  const answer = page.locator("section", { has: page.locator("input[name=name]") });
  await expect(answer.count()).resolves.toBe(1);
  await answer.locator("input[name=name]").fill("hoshino-test");
  await keepPicture(page, { from: page.locator("body"), to: answer }, "ticket-page", language);
});
