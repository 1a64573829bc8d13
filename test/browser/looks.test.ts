import { mkdir } from "node:fs/promises";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { looks } from "./pages.ts";
import { openScene, signIn } from "./scene.ts";
import { seriousFindings, widthBeyondScreen } from "./sight.ts";

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };

const sights: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ["en-light", { locale: "en-US", colorScheme: "light", viewport: desktop }],
  ["ja-dark", { locale: "ja-JP", colorScheme: "dark", viewport: desktop }],
  ["ja-light-phone", { locale: "ja-JP", colorScheme: "light", viewport: phone }],
  ["en-dark-phone", { locale: "en-US", colorScheme: "dark", viewport: phone }],
];

const cases = looks.flatMap((look) =>
  sights.map(([sight, options]) => [`${look.name}-${sight}`, look, options] as const),
);

test.for(cases)(
  "%s: nothing serious is in the way of assistive technology, and nothing is wider than the screen",
  async ([name, look, options], context) => {
    const browser = await openBrowser(context, options);
    const scene = await openScene();
    const page = look.isOutside === true ? await browser.newPage() : await signIn(browser, scene);
    await page.goto(`${scene.url}${await look.path(scene)}`);
    await photograph(page, name);
    expect(await page.locator("html").getAttribute("lang")).toBe(options.locale?.slice(0, 2));
    expect(await widthBeyondScreen(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  },
);

/** With SSS_OPS_SHOTS set to a directory, people can look as well. */
async function photograph(page: Page, name: string): Promise<void> {
  const directory = process.env["SSS_OPS_SHOTS"];
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true });
}
