import type { BrowserContext, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { listen } from "../../src/http/server.ts";
import { type Console, createConsole } from "../../src/web/app.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { settingsFor } from "../web/console.ts";

/** A console that listens, over a house over a sandbox. */
export interface Scene {
  readonly house: TestHouse;
  readonly url: string;
  readonly console: Console;
}

/** Starts a console on a free port that ends with the test; `now` is what its pages and sessions go by. */
export async function openScene(
  settings: Parameters<typeof openTestHouse>[0] = {},
  now: () => number = Date.now,
): Promise<Scene> {
  const house = await openTestHouse(settings);
  const made: Console[] = [];
  const server = await listen({
    host: "127.0.0.1",
    port: 0,
    routes: (url) => {
      const console = createConsole({ ...settingsFor(house), url, now });
      made.push(console);
      return { mcp: async () => new Response(null, { status: 404 }), console: console.fetch };
    },
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => server.close());
  const [console] = made;
  if (console === undefined) throw new Error("The server made no console.");
  return { house, url: server.url, console };
}

/** Opens the link that signs in, and presses its button. */
export async function signIn(browser: BrowserContext, { console }: Scene): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(await console.signInLink());
  await page.locator("main button").click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}
