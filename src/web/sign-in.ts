import { type Context, Hono, type MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { ConsoleEnv, Desk } from "./desk.ts";
import { languageOf } from "./language.ts";
import { localPath } from "./local-path.ts";
import { callbackPath, passLifeMs } from "./oidc.ts";
import { readSession, writeSession } from "./session-cookie.ts";
import type { SignedIn } from "./sessions.ts";
import { passingPage, refusalPage, signInPage, strangerPage, waitPage } from "./sign-in-pages.ts";
import { takeSignIn } from "./sign-in-codes.ts";

const passCookie = "sss-ops-pass";
const passPath = "/sign-in";

/** The way in: with a one-time code on this machine, or by way of an OpenID provider. */
export function createSignIn(desk: Desk): Hono<ConsoleEnv> {
  const { oidc, options } = desk;
  const app = new Hono<ConsoleEnv>();
  app.get("/sign-in", (context) => {
    const code = options.isLoopback ? context.req.query("code") : undefined;
    const returnTo = localPath(context.req.query("return"));
    return context.html(
      signInPage(languageOf(context), {
        code,
        returnTo,
        isLoopback: options.isLoopback,
        oidc: oidc !== undefined,
      }),
    );
  });
  app.post("/sign-in", limited(desk), (context) => withCode(context, desk));
  if (oidc === undefined) return app;
  app.get("/sign-in/start", limited(desk), async (context) => {
    const { url, pass } = await oidc.begin(localPath(context.req.query("return")));
    setCookie(context, passCookie, pass, { ...passShape(desk), maxAge: passLifeMs / 1_000 });
    return context.redirect(url.href, 303);
  });
  app.get(callbackPath, limited(desk), (context) => withProvider(context, desk, oidc));
  return app;
}

function limited({ attempts }: Desk): MiddlewareHandler<ConsoleEnv> {
  return async (context, next) => {
    const wait = attempts.take(context.env.address ?? "");
    if (wait === undefined) return next();
    context.header("retry-after", String(wait));
    return context.html(waitPage(languageOf(context), wait), 429);
  };
}

async function withCode(context: Context<ConsoleEnv>, desk: Desk): Promise<Response> {
  const { options } = desk;
  const form = await context.req.parseBody();
  const code = typeof form["code"] === "string" ? form["code"] : "";
  const taken = options.isLoopback ? await takeSignIn(await options.store(), code, options.now()) : "unknown";
  if (typeof taken === "string") return context.html(refusalPage(languageOf(context), taken), 403);
  await enter(context, desk, taken);
  return context.redirect(localPath(typeof form["return"] === "string" ? form["return"] : undefined), 303);
}

async function withProvider(
  context: Context<ConsoleEnv>,
  desk: Desk,
  oidc: NonNullable<Desk["oidc"]>,
): Promise<Response> {
  const { options } = desk;
  const language = languageOf(context);
  const pass = getCookie(context, passCookie);
  deleteCookie(context, passCookie, passShape(desk));
  // From before: a policy that is reloaded meanwhile may go by other claims than those that are picked.
  const claimsMark = options.gate.claimsMark();
  const came = await oidc.end(pass, new URL(context.req.url).search).catch((error: unknown) => {
    options.onFault(new Error("A sign-in through the OpenID provider was refused.", { cause: error }));
  });
  if (came === undefined) return context.html(refusalPage(language, "unproven"), 403);
  if (!desk.isWelcome(came)) return context.html(strangerPage(language, came.principal), 403);
  await enter(context, desk, { ...came, claimsMark });
  // The browser was sent here by another site, and would carry the new cookie only to what this one asks for.
  return context.html(passingPage(language, came.returnTo));
}

/** Begins a session under a new id, and puts it on record; one that this browser had ends. */
async function enter(context: Context, { options, sessions }: Desk, somebody: SignedIn): Promise<void> {
  const { principal } = somebody;
  const previous = readSession(context, options.url);
  if (previous !== undefined) await sessions.end(previous);
  const { audit } = await options.store();
  await audit.append({
    event: "decided",
    at: options.now(),
    operation: "sign_in",
    actor: { principal, face: "page" },
    details: {},
  });
  writeSession(context, options.url, await sessions.begin(somebody));
}

/** Lax, since the provider's site sends the browser back. */
function passShape({ options }: Desk) {
  const secure = new URL(options.url).protocol === "https:";
  return { path: passPath, httpOnly: true, sameSite: "Lax", secure } as const;
}
