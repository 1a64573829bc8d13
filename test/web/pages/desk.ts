import { Hono } from "hono";
import type { Language, WebEnv } from "../../../src/web/context.ts";
import { registerPages } from "../../../src/web/pages/index.ts";
import type { TestHouse } from "../../house.ts";
import { url } from "../console.ts";
import { type Visitor, visit } from "../visit.ts";

/** The pages over a house, as somebody sees them who is signed in. */
export function visitAs(
  house: TestHouse,
  principal = "local:taro",
  { language = "en", now = Date.now }: { readonly language?: Language; readonly now?: () => number } = {},
): Visitor {
  const app = new Hono<WebEnv>();
  app.use((context, next) => {
    context.set("visitor", { actor: { principal, face: "page", asking: "none" }, language, csrf: "token" });
    return next();
  });
  registerPages(app, {
    gate: house.gate,
    store: house.store,
    account: { en: house.account, ja: "サンドボックスです。" },
    version: "0.0.0",
    url,
    hosts: [],
    now,
    health: async () => [],
    newId: () => crypto.randomUUID(),
  });
  return visit(
    { fetch: async (request) => app.fetch(request), signInLink: async () => url },
    { url, language },
  );
}

/** The words of a page, without markup and on one line. */
export function wordsOf({ html }: { readonly html: string }): string {
  const text = html
    .replace(/^[\s\S]*<main\b[^>]*>/, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .trim();
}
