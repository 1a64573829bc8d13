import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Language } from "./context.ts";
import { pathTo } from "./local-path.ts";

const cookie = "sss-ops-language";
const yearSeconds = 365 * 24 * 60 * 60;

/** The language of whoever asks: the one they chose with a link, else the first of the two that the browser prefers. */
export function languageOf(context: Context): Language {
  const chosen = getCookie(context, cookie);
  return isLanguage(chosen) ? chosen : preferred(context.req.header("accept-language") ?? "");
}

/** Keeps the language that was chosen, and shows the page again from which it was. */
export function chooseLanguage(context: Context): Response | Promise<Response> {
  const language = context.req.param("language");
  if (!isLanguage(language)) return context.notFound();
  setCookie(context, cookie, language, { path: "/", httpOnly: true, sameSite: "Lax", maxAge: yearSeconds });
  return context.redirect(cameFrom(context), 303);
}

function isLanguage(text: string | undefined): text is Language {
  return text === "en" || text === "ja";
}

function preferred(header: string): Language {
  const ranges = header.split(",").map((range) => {
    const [tag = "", ...parameters] = range.toLowerCase().split(";");
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
    return { tag: tag.trim().split("-")[0], quality: Number(quality ?? 1) };
  });
  const known = ranges.filter(({ tag, quality }) => isLanguage(tag) && quality > 0);
  const best = known.toSorted((left, right) => right.quality - left.quality)[0]?.tag;
  return isLanguage(best) ? best : "en";
}

/** The page that the link stood on; only its path counts, so that no other site is ever returned to. */
function cameFrom(context: Context): string {
  const referrer = context.req.header("referer") ?? "";
  return URL.canParse(referrer) ? pathTo(new URL(referrer)) : "/";
}
