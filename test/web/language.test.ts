import { expect, test } from "vitest";
import { openTestConsole, url } from "./console.ts";
import { signedIn, visit } from "./visit.ts";

test.for([
  ["ja", "ja"],
  ["ja-JP,ja;q=0.9,en;q=0.8", "ja"],
  ["en-US,en;q=0.9,ja;q=0.8", "en"],
  ["fr-FR, ja;q=0.4, en;q=0.3", "ja"],
  ["en;q=0.1, ja;q=0.2", "ja"],
  ["ja;q=0, en", "en"],
  ["de", "en"],
  [";;;,,q=", "en"],
] as const)("to a browser that prefers %s the console speaks %s", async ([preference, language]) => {
  const { console } = await openTestConsole();
  const { html } = await visit(console, { url, language: preference }).get("/sign-in");
  expect(html).toContain(`<html lang="${language}">`);
});

test("the link to the other language leads back to the same page, and the choice is kept", async () => {
  const { console } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  const chosen = await visitor.get("/language/ja", { referer: `${url}/?filter=1` });
  expect(chosen.path).toBe("/?filter=1");
  expect(chosen.html).toContain("未処理のチケット");
  expect((await visitor.get("/")).html).toContain("未処理のチケット");
});

test("the link to the other language never leads to another site", async () => {
  const { console } = await openTestConsole();
  const visitor = visit(console, { url });
  for (const referer of ["https://evil.example//evil.example", "https://evil.example/", "javascript:x", ""]) {
    const answer = await console.fetch(new Request(`${url}/language/ja`, { headers: { referer } }));
    expect(answer.headers.get("location")).toBe("/");
  }
  expect(await visitor.get("/language/fr")).toMatchObject({ status: 404 });
});
