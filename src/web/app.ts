import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { WebEnv } from "./context.ts";
import { isFromHere } from "./csrf.ts";
import { type ConsoleEnv, type ConsoleOptions, type Desk, createDesk } from "./desk.ts";
import { secureHeaders } from "./headers.ts";
import { chooseLanguage, languageOf } from "./language.ts";
import { refusePage } from "./layout.ts";
import { showOverview } from "./overview.ts";
import { registerPages } from "./pages/index.ts";
import { dropSession, readSession } from "./session-cookie.ts";
import { offerSignIn } from "./sign-in-codes.ts";
import { createSignIn } from "./sign-in.ts";
import { script, scriptPath } from "./script.ts";
import { icon, iconPath, style, stylePath } from "./style.ts";
import { isRead, signedIn } from "./visit.ts";

export type { ConsoleOptions } from "./desk.ts";

/** The console: pages for people, over HTTP. */
export interface Console {
  /** Answers a request. The address it came from is counted against attempts to sign in. */
  fetch(request: Request, address?: string): Promise<Response>;
  /**
   * A link with which whoever runs the server signs in at this machine, once, within 10 minutes.
   *
   * @throws where others than this machine can connect.
   */
  signInLink(): Promise<string>;
}

const largestBody = 64 * 1024;

/** The console over a gate and a store. */
export function createConsole(options: ConsoleOptions): Console {
  const app = createApp(createDesk(options));
  return {
    fetch: async (request, address) => app.fetch(request, address === undefined ? {} : { address }),
    async signInLink() {
      if (!options.isLoopback)
        throw new Error("Sign-in links work only where the server listens on this machine alone.");
      const code = await offerSignIn(await options.store(), options.localPrincipal, options.now());
      return `${options.url}/sign-in?code=${code}`;
    },
  };
}

function createApp(desk: Desk): Hono<ConsoleEnv> {
  const { options } = desk;
  const app = new Hono<ConsoleEnv>();
  app.use(secureHeaders(new URL(options.url).protocol === "https:"));
  answerFailures(app, options);
  serveAssets(app);
  app.get("/language/:language", chooseLanguage);
  refusePosts(app, options);
  app.route("/", createSignIn(desk));
  app.use(signedIn(desk));
  registerSignOut(app, desk);
  app.get("/", async (context) => context.html(await showOverview(context.get("visitor"), options)));
  const pages = new Hono<WebEnv>();
  registerPages(pages, options);
  return app.route("/", pages);
}

/** What there is no page for, and what no page explains. */
function answerFailures(app: Hono<ConsoleEnv>, { newId, onFault }: ConsoleOptions): void {
  app.notFound((context) =>
    refusePage(context.get("visitor") ?? languageOf(context), 404, texts.notFound, texts.noPage),
  );
  app.onError((error, context) => {
    const id = newId();
    onFault(new Error(`The console could not answer, as page ${id} says.`, { cause: error }));
    const { en, ja } = texts.fault;
    const text = { en: en.replace("{id}", id), ja: ja.replace("{id}", id) };
    return refusePage(languageOf(context), 500, texts.broken, text);
  });
}

/** Posts that are too large, or not from here, are refused before anything is read from them. */
function refusePosts(app: Hono<ConsoleEnv>, { url }: ConsoleOptions): void {
  app.use((context, next) =>
    isRead(context) || isFromHere(context.req.raw, url)
      ? next()
      : refusePage(languageOf(context), 403, texts.foreign, texts.elsewhere),
  );
  const onError = (context: Context) => refusePage(languageOf(context), 413, texts.tooLarge, texts.largest);
  app.use(bodyLimit({ maxSize: largestBody, onError }));
}

function registerSignOut(app: Hono<ConsoleEnv>, { options, sessions }: Desk): void {
  app.post("/sign-out", async (context) => {
    const id = readSession(context, options.url);
    if (id !== undefined) await sessions.end(id);
    dropSession(context, options.url);
    return context.redirect("/sign-in", 303);
  });
  app.post("/sign-out/everywhere", async (context) => {
    const { actor } = context.get("visitor");
    await sessions.endAll((principal) => options.gate.isSameHuman({ principal }, actor));
    dropSession(context, options.url);
    return context.redirect("/sign-in", 303);
  });
}

const forever = "public, max-age=31536000, immutable";

function serveAssets(app: Hono<ConsoleEnv>): void {
  app.get(stylePath, (context) =>
    context.body(style, 200, { "content-type": "text/css; charset=utf-8", "cache-control": forever }),
  );
  app.get(scriptPath, (context) =>
    context.body(script, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": forever }),
  );
  app.get(iconPath, (context) =>
    context.body(icon, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }),
  );
}

const texts = {
  broken: { en: "Something went wrong", ja: "エラーが発生しました" },
  fault: {
    en: "The server could not show this page. Whoever runs it finds the cause in its log under {id}.",
    ja: "ページを表示できませんでした。原因はサーバーのログに {id} として記録されています。管理者にお知らせください。",
  },
  notFound: { en: "Not found", ja: "見つかりません" },
  noPage: { en: "There is no such page.", ja: "このページは存在しません。" },
  tooLarge: { en: "Too large", ja: "送信内容が大きすぎます" },
  largest: {
    en: "A form may hold at most 64 KiB. Nothing was done.",
    ja: "フォームで送信できるのは64KiBまでです。何も実行していません。",
  },
  foreign: { en: "Refused", ja: "受け付けられません" },
  elsewhere: {
    en: "Forms are taken only from the pages of this console. Nothing was done.",
    ja: "フォームはこのコンソールのページからのみ送信できます。何も実行していません。",
  },
} as const;
