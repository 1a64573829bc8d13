import type { Context, MiddlewareHandler } from "hono";
import { csrfOf, hasToken } from "./csrf.ts";
import type { Visitor } from "./context.ts";
import type { ConsoleEnv, Desk } from "./desk.ts";
import { languageOf } from "./language.ts";
import { refusePage } from "./layout.ts";
import { pathTo } from "./local-path.ts";
import { readSession } from "./session-cookie.ts";
import type { SignedIn } from "./sessions.ts";
import { passingPage } from "./sign-in-pages.ts";

/** Lets only those pass who are signed in, and whose posts carry the token of their session. */
export function signedIn(desk: Desk): MiddlewareHandler<ConsoleEnv> {
  return async (context, next) => {
    const id = readSession(context, desk.options.url);
    const found = id === undefined ? undefined : await desk.sessions.find(id);
    if (id === undefined || found === undefined || !isStillGood(found, desk))
      return turnAway(context, id !== undefined);
    const { principal, claims = [] } = found;
    const visitor: Visitor = {
      actor: {
        principal,
        ...(claims.length === 0 ? {} : { claims }),
        face: "page",
        asking: "none",
      },
      language: languageOf(context),
      csrf: csrfOf(id, await desk.options.secret()),
    };
    if (!isRead(context) && !(await hasToken(context.req.raw, visitor.csrf)))
      return refusePage(visitor, 403, texts.foreign, texts.noToken);
    context.set("visitor", visitor);
    return next();
  };
}

/** Whoever came when the policy went by other claims may have more or fewer roles by now: their provider has to say. */
function isStillGood(found: SignedIn, { isWelcome, options }: Desk): boolean {
  const isCurrent = found.claimsMark === undefined || found.claimsMark === options.gate.claimsMark();
  return isCurrent && isWelcome(found);
}

/** Whether a request only reads. */
export function isRead({ req }: Context): boolean {
  return req.method === "GET" || req.method === "HEAD";
}

function turnAway(context: Context<ConsoleEnv>, hadCookie: boolean) {
  const language = languageOf(context);
  if (!isRead(context)) return refusePage(language, 403, texts.over, texts.nothingDone);
  const path = pathTo(new URL(context.req.url));
  // A link on another site is followed without the cookie; the same link on a page of this one carries it.
  const site = context.req.header("sec-fetch-site");
  if (!hadCookie && (site === "cross-site" || site === "same-site"))
    return context.html(passingPage(language, path));
  const query = path === "/" ? "" : `?${new URLSearchParams({ return: path }).toString()}`;
  return context.redirect(`/sign-in${query}`, 303);
}

const texts = {
  foreign: { en: "This form is not good any more", ja: "このフォームは無効です" },
  noToken: {
    en: "It belongs to another session, or does not come from this console. Nothing was done. Open the page again and repeat it.",
    ja: "別のセッションのフォームか、このコンソール以外から送られたものです。何も実行していません。ページを開き直して、もう一度お試しください。",
  },
  over: { en: "You are signed out", ja: "サインアウトされています" },
  nothingDone: {
    en: "The session is over. Nothing was done. Sign in and repeat it.",
    ja: "セッションが終了しています。何も実行していません。サインインして、もう一度お試しください。",
  },
} as const;
