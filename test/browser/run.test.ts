import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { tenantOf, userOf, writesOn } from "../gate/flow/flow.ts";
import { openBrowser } from "./browser.ts";
import { openScene, signIn } from "./scene.ts";
import { seriousFindings, widthBeyondScreen } from "./sight.ts";

const form = "/operations/create_user/run";
const canary = "CANARYchosen1Aa";
const phone = { width: 360, height: 740 };

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Tab");
  await page.keyboard.type(text);
}

test("with the keyboard alone and without script a user gets a password that nobody sees", async (context) => {
  const browser = await openBrowser(context, { javaScriptEnabled: false });
  const scene = await openScene();
  const page = await signIn(browser, scene);
  await page.goto(`${scene.url}/operations/create_user`);
  await page.getByRole("link", { name: "Run it here" }).press("Enter");
  await page.waitForURL(`${scene.url}${form}`);
  await page.getByLabel("Login ID").focus();
  await page.keyboard.type("new.user");
  await type(page, "new.user@example.com");
  await type(page, "No");
  await type(page, canary);
  await type(page, tenantOf(scene.house, "hoshino-web").contractId);
  await page.keyboard.press("Enter");
  await page.getByText("(hidden)").waitFor();
  expect(await page.content()).not.toContain(canary);
  await page.getByRole("checkbox").press("Space");
  await page.getByRole("button", { name: "Run it" }).press("Enter");
  await page.getByText("It was done").waitFor();
  expect(await page.content()).not.toContain(canary);
  expect(userOf(scene.house, "new.user").password).toBe(canary);
});

test("what is missing is not left empty by mistake", async (context) => {
  const scene = await openScene();
  const page = await signIn(await openBrowser(context), scene);
  await page.goto(`${scene.url}${form}`);
  await page.getByRole("button", { name: "Continue" }).click();
  expect(await page.locator("main :invalid:is(input, select)").count()).toBe(3);
  expect(page.url()).toBe(`${scene.url}${form}`);
});

test.for([
  ["en-US", "Login ID", "Continue", "At least 6 characters"],
  ["ja-JP", "ログインID", "次へ", "6文字以上で入力してください"],
] as const)(
  "in %s on a phone the faults are told first, and a link leads to each",
  async ([locale, login, next, fault], context) => {
    const scene = await openScene();
    const page = await signIn(await openBrowser(context, { locale, viewport: phone }), scene);
    await page.goto(`${scene.url}${form}?login_id=me&mail_address=me@example.com&notify_password=false`);
    await page.locator("input[type=password]").fill(canary);
    await page.getByRole("button", { name: next }).click();
    const summary = page.getByRole("alert");
    await summary.getByText(fault).waitFor();
    await page.locator("[role=alert]:focus").waitFor();
    expect(await page.locator("input[type=password]").inputValue()).toBe("");
    expect(await widthBeyondScreen(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await summary.getByRole("link", { name: login }).press("Enter");
    await page.locator("input:focus").waitFor();
    expect(await page.locator("input:focus").inputValue()).toBe("me");
    expect(writesOn(scene.house)).toEqual([]);
  },
);
