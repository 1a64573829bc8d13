import { writeFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { toIndexedPng } from "./indexed-png.ts";

/** The languages that pictures are made in, each with how a browser asks for it. */
export const languages = [
  ["en", "en-US"],
  ["ja", "ja-JP"],
] as const;

/** How pages are looked at; without their policy, so that they can be dressed for the picture. */
export const sight = {
  viewport: { width: 940, height: 1_000 },
  deviceScaleFactor: 2,
  bypassCSP: true,
} as const;

/** When everything in the pictures happens. */
export const moment = Date.UTC(2026, 10, 24, 1, 30);

/** Letters that look alike wherever pictures are made. */
const dress = `
  :root { --sans: "Liberation Sans", "IPAGothic", sans-serif; --mono: "Liberation Mono", "IPAGothic", monospace; }
  body { font-family: var(--sans); }
  pre, code { font-family: var(--mono); }
`;

/** Writes what is seen from the top of one element to the bottom of another into `.docs`, for README.md or its Japanese version. */
export async function keepPicture(
  page: Page,
  { from, to }: { readonly from: Locator; readonly to: Locator },
  name: string,
  language: string,
): Promise<void> {
  await page.addStyleTag({ content: dress });
  await page.evaluate("scrollTo(0, 0)");
  const [top, bottom] = await Promise.all([from.boundingBox(), to.boundingBox()]);
  if (top === null || bottom === null) throw new Error(`There is nothing to be seen for ${name}.`);
  const clip = { x: top.x, y: top.y, width: top.width, height: bottom.y + bottom.height - top.y };
  const png = await page.screenshot({ fullPage: true, clip });
  const file = language === "en" ? `${name}.png` : `${name}.${language}.png`;
  await writeFile(new URL(`../../.docs/${file}`, import.meta.url), toIndexedPng(png));
}
