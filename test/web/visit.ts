import type { Console } from "../../src/web/app.ts";

/** A page as somebody got it. */
export interface Visited {
  /** The path it came from in the end, with its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser without script that keeps cookies, follows redirects and fills in forms. */
export interface Visitor {
  /** What it holds, by name. */
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visited>;
  /** Posts as a page of the console would; further headers win. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Visited>;
  /** Presses a button of a page, whose form is sent as it stands, with `fields` filled in. */
  press(page: Visited, button: string, fields?: Readonly<Record<string, string>>): Promise<Visited>;
}

/** Opens a browser without cookies. */
export function visit(
  console: Console,
  {
    url,
    language = "en",
    address = "127.0.0.1",
  }: { readonly url: string; readonly language?: string; readonly address?: string },
): Visitor {
  const cookies = new Map<string, string>();
  const load = async (path: string, init: RequestInit = {}): Promise<Visited> => {
    const request = new Request(new URL(path, url), init);
    request.headers.set("accept-language", language);
    if (cookies.size > 0) request.headers.set("cookie", cookieHeader(cookies));
    const response = await console.fetch(request, address);
    keep(response.headers.getSetCookie(), cookies);
    const location = response.headers.get("location");
    if (location !== null && new URL(location, url).origin === new URL(url).origin) return load(location);
    const { pathname, search } = new URL(request.url);
    const html = await response.text();
    return { path: `${pathname}${search}`, status: response.status, headers: response.headers, html };
  };
  const post: Visitor["post"] = (path, fields, headers = {}) =>
    load(path, {
      method: "POST",
      headers: { origin: new URL(url).origin, "sec-fetch-site": "same-origin", ...headers },
      body: new URLSearchParams(fields),
    });
  return {
    cookies,
    get: (path, headers = {}) => load(path, { headers }),
    post,
    async press({ html, path }, button, fields = {}) {
      const form = formWith(html, button);
      return post(form.action ?? path, { ...form.fields, ...fields });
    },
  };
}

/** Opens a browser and signs in with a new link. */
export async function signedIn(console: Console, options: Parameters<typeof visit>[1]): Promise<Visitor> {
  const visitor = visit(console, options);
  const link = new URL(await console.signInLink());
  const page = await visitor.get(`${link.pathname}${link.search}`);
  await visitor.press(page, options.language?.startsWith("ja") === true ? "サインイン" : "Sign in");
  return visitor;
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keep(set: readonly string[], cookies: Map<string, string>): void {
  for (const line of set) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0(;|$)/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

function formWith(html: string, button: string) {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const form = forms.find(([, , inner = ""]) =>
    [...inner.matchAll(/<button\b[^>]*>([\s\S]*?)<\/button>/g)].some(([, text]) => text?.trim() === button),
  );
  if (form === undefined) throw new Error(`No form has a button "${button}".`);
  const inputs = [...(form[2] ?? "").matchAll(/<input\b([^>]*)>/g)].map(([, text = ""]) =>
    attributesIn(text),
  );
  const sent = inputs.filter(({ type, checked }) => type !== "checkbox" || checked !== undefined);
  return {
    action: attributesIn(form[1] ?? "")["action"],
    fields: Object.fromEntries(sent.map(({ name = "", value = "" }) => [name, value])),
  };
}

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, decode(value)]),
  );
}

function decode(text: string): string {
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");
}
