import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { tenantOf, ticketFor } from "../gate/flow/flow.ts";
import { openBrowser } from "./browser.ts";
import { openScene, signIn } from "./scene.ts";

test("without script one signs in, looks around and signs out", async (context) => {
  const browser = await openBrowser(context, { javaScriptEnabled: false });
  const scene = await openScene();
  const page = await signIn(browser, scene);
  expect(await page.locator("h1").textContent()).toBe("Overview");
  await page.getByRole("link", { name: "Tickets", exact: true }).click();
  expect(new URL(page.url()).pathname).toBe("/tickets");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto(`${scene.url}/`);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("with the keyboard alone one signs in, skips to the content and opens a ticket", async (context) => {
  const browser = await openBrowser(context);
  const scene = await openScene();
  const { id } = await ticketFor(scene.house, "delete_tenant", {
    tenant_id: tenantOf(scene.house, "hoshino-web").id,
  });
  const page = await browser.newPage();
  await page.goto(await scene.console.signInLink());
  await tabTo(page, "Sign in");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${scene.url}/`);

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the content");
  expect(await page.locator(":focus").boundingBox()).toMatchObject({ y: 0 });
  await page.keyboard.press("Enter");
  await tabTo(page, "hoshino-web");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${scene.url}/tickets/${id}`);
});

test("whoever prefers Japanese reads Japanese, and the link to English keeps the page", async (context) => {
  const browser = await openBrowser(context, { locale: "ja-JP" });
  const scene = await openScene();
  const page = await signIn(browser, scene);
  expect(await page.locator("h1").textContent()).toBe("概要");
  await page.goto(`${scene.url}/nowhere`);
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL(`${scene.url}/nowhere`);
  expect(await page.locator("h1").textContent()).toBe("Not found");
});

test("whoever follows a link on another site is still signed in", async (context) => {
  const browser = await openBrowser(context, { javaScriptEnabled: false });
  const scene = await openScene();
  const page = await signIn(browser, scene);
  // Another name of this machine is another site to the browser.
  await page.route("http://localhost/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<a href="${scene.url}/operations">Operations</a>` }),
  );
  await page.goto("http://localhost/");
  await page.getByRole("link", { name: "Operations" }).click();
  await page.waitForURL(`${scene.url}/operations`);
  expect(await page.locator(".you").textContent()).toContain("local:taro");
});

test("another site can neither frame the console nor post to it", async (context) => {
  const browser = await openBrowser(context);
  const scene = await openScene();
  const page = await signIn(browser, scene);
  const form = `<form method="post" action="${scene.url}/sign-out"><button>Win</button></form>`;
  await page.route("http://localhost/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${scene.url}/"></iframe>${form}` }),
  );
  await page.goto("http://localhost/");
  expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await page.getByRole("button", { name: "Win" }).click();
  await page.waitForURL(`${scene.url}/sign-out`);
  await page.goto(`${scene.url}/`);
  expect(await page.locator("h1").textContent()).toBe("Overview");
});

function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement?.textContent?.trim() ?? ''");
}

/** Presses the tab key until what has the focus says `text`. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(page)).includes(text) && presses > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The tab key does not lead to "${text}".`);
}
