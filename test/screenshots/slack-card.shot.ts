import { expect, test } from "vitest";
import { openBrowser } from "../browser/browser.ts";
import { tenantOf, ticketFor } from "../gate/flow/flow.ts";
import { openScene } from "../slack/scene.ts";
import { keepPicture, languages, moment, sight } from "./picture.ts";

const assistant = {
  principal: "local:taro",
  face: "mcp",
  asking: "none",
  client: { name: "claude-code", version: "2.1.0" },
} as const;

/** People see Slack in their own language. */
const readers = { en: "alice", ja: "hanako" } as const;

test.for(languages)("a card in Slack, in %s", async ([language, locale], context) => {
  const { house, slack } = await openScene({ language, now: () => moment });
  const channel = slack.channels.approvals.id;
  await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-test").id }, assistant);
  await slack.until(() => slack.messages(channel)[0]);
  const browser = await openBrowser(context, { ...sight, locale, viewport: { width: 720, height: 900 } });
  const page = await browser.newPage();
  await page.goto(`${slack.pageUrl}/${channel}?as=${readers[language]}`);
  const card = page.locator("article.message");
  await expect(card.count()).resolves.toBe(1);
  await page.addStyleTag({
    content:
      "header { display: none } .columns { display: block } .message { padding: 1rem; border: 1px solid var(--line) }",
  });
  await keepPicture(page, { from: card, to: card }, "slack-card", language);
});
