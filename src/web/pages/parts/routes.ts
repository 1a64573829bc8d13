import type { Hono } from "hono";
import type { Visitor, WebEnv } from "../../context.ts";
import { refusePage } from "../../layout.ts";

/** Refuses every other method on a path whose own ones are registered already. */
export function refuseOthers(
  app: Hono<WebEnv>,
  path: string,
  allowed: "GET, HEAD" | "GET, HEAD, POST",
): void {
  app.all(path, async (context) => {
    const refused = await refusePage(context.get("visitor"), 405, texts.title, texts.text);
    refused.headers.set("allow", allowed);
    return refused;
  });
}

/** The page for what is not there (any more). */
export function notFound(visitor: Visitor): Promise<Response> {
  return refusePage(visitor, 404, texts.notFound, texts.noSuch);
}

const texts = {
  title: { en: "That does not work here", ja: "この方法では利用できません" },
  text: {
    en: "This page is only read, or answered with its form.",
    ja: "ページの表示か、フォームの送信だけが可能です。",
  },
  notFound: { en: "Not found", ja: "見つかりません" },
  noSuch: {
    en: "There is no such thing here (any more). Nothing was done.",
    ja: "お探しのものは存在しないか、すでになくなっています。何も実行していません。",
  },
} as const;
