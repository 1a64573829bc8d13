import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { type TestContext, afterAll } from "vitest";

const executablePath = "/usr/bin/chromium";
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched: Promise<Browser> | undefined;

afterAll(async () => {
  await (await launched)?.close();
  launched = undefined;
});

/**
 * A browser profile of its own, which ends with the test. Where there is no Chromium the test is skipped; under CI it
 * fails.
 */
export async function openBrowser(
  { skip, onTestFinished }: Pick<TestContext, "skip" | "onTestFinished">,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const isMissing = !existsSync(executablePath) && process.env["CI"] !== "true";
  skip(isMissing, `There is no ${executablePath}: apt-get install chromium`);
  launched ??= chromium.launch({ executablePath, args });
  const context = await (await launched).newContext(options);
  context.setDefaultTimeout(10_000);
  onTestFinished(() => context.close());
  return context;
}
