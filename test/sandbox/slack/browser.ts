import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";

/** A browser without script: it shows pages, fills in forms by their labels, and presses buttons by their texts. */
export interface Browser {
  readonly html: string;
  readonly status: number;
  readonly headers: Headers;
  /** What a person reads, without tags. */
  readonly text: string;
  /** All elements of that name. */
  all(name: string): readonly Element[];
  /** Fills in the field with this label, for the next press of a button in its form. */
  fill(label: string, value: string | readonly string[]): void;
  press(button: string): Promise<void>;
  follow(link: string): Promise<void>;
  visit(path: string): Promise<void>;
}

/** An element of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | undefined;
  readonly children: (Element | string)[];
}

/** Opens the page as somebody. */
export async function browse(slack: FakeSlack, as: string, place = slack.channels.ops.id): Promise<Browser> {
  let response: { html: string; status: number; headers: Headers };
  let elements: readonly Element[] = [];
  let filled = new Map<string, readonly string[]>();
  const load = async (path: string, init: RequestInit = {}): Promise<void> => {
    const answer = await fetch(new URL(path, slack.url), { redirect: "manual", ...init });
    const location = answer.headers.get("location");
    if (location !== null) return load(location);
    response = { html: await answer.text(), status: answer.status, headers: answer.headers };
    elements = parse(response.html);
    filled = new Map();
  };
  const find = (name: string, text: string) => {
    const found = elements.find((each) => each.name === name && textOf(each).trim() === text);
    if (found === undefined)
      throw new Error(`There is no ${name} "${text}" in: ${textOf(elements[0]).slice(0, 2000)}`);
    return found;
  };
  const controlOf = (label: string) => {
    const legend = elements.find((each) => each.name === "legend" && textOf(each).trim() === label);
    const control =
      legend === undefined
        ? elements.find(({ attributes }) => attributes["id"] === find("label", label).attributes["for"])
        : allIn(ancestorOf(legend, "fieldset")).find((each) => each.name === "input");
    if (control === undefined) throw new Error(`The label "${label}" belongs to nothing.`);
    return control;
  };
  const browser: Browser = {
    get html() {
      return response.html;
    },
    get status() {
      return response.status;
    },
    get headers() {
      return response.headers;
    },
    get text() {
      return shownIn(elements[0]).replaceAll(/\s+/g, " ");
    },
    all: (name) => elements.filter((each) => each.name === name),
    fill(label, value) {
      filled.set(controlOf(label).attributes["name"] ?? "", [value].flat());
    },
    async press(text) {
      const button = find("button", text);
      const form = ancestorOf(button, "form");
      const fields = new URLSearchParams(
        fieldsOf(form, filled).map(([name, value]): [string, string] => [name, value]),
      );
      if (button.attributes["name"] !== undefined)
        fields.append(button.attributes["name"], button.attributes["value"] ?? "");
      const action = button.attributes["formaction"] ?? form.attributes["action"] ?? "";
      if (form.attributes["method"] === "get") return load(`${action}?${fields.toString()}`);
      const headers = {
        origin: slack.url,
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      };
      return load(action, { method: "POST", headers, body: fields.toString() });
    },
    follow: (link) => load(find("a", link).attributes["href"] ?? ""),
    visit: (path) => load(path),
  };
  await load(`/sandbox/slack/${place}?as=${as}`);
  return browser;
}

const empty = new Set(["input", "br", "hr", "meta", "link", "!doctype"]);

/** The elements of a page in reading order; the first one holds all. */
function parse(html: string): readonly Element[] {
  const root: Element = { name: "root", attributes: {}, parent: undefined, children: [] };
  const elements = [root];
  let current = root;
  for (const [, closing, name = "", attributes = "", text] of html.matchAll(
    /<(\/?)([!a-z][a-z0-9]*)([^>]*)>|([^<]+)/gi,
  )) {
    if (text !== undefined) current.children.push(decode(text));
    else if (closing === "/") current = current.parent ?? root;
    else {
      const element = {
        name: name.toLowerCase(),
        attributes: attributesIn(attributes),
        parent: current,
        children: [],
      };
      current.children.push(element);
      elements.push(element);
      if (!empty.has(element.name)) current = element;
    }
  }
  return elements;
}

function attributesIn(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, decode(value)]));
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function decode(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");
}

/** The text in an element. */
export function textOf(element: Element | string | undefined): string {
  if (element === undefined || typeof element === "string") return element ?? "";
  return element.children.map(textOf).join("");
}

const inline = new Set(["a", "code", "em", "s", "small", "span", "strong", "time"]);

/** The text in an element, with a gap between blocks. */
function shownIn(element: Element | string | undefined): string {
  if (element === undefined || typeof element === "string") return element ?? "";
  const text = element.children.map(shownIn).join("");
  return inline.has(element.name) ? text : ` ${text} `;
}

function ancestorOf(element: Element, name: string): Element {
  if (element.parent === undefined) throw new Error(`The element stands in no ${name}.`);
  return element.parent.name === name ? element.parent : ancestorOf(element.parent, name);
}

function fieldsOf(
  form: Element,
  filled: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [string, string])[] {
  const own = controlsIn(form).filter(([name]) => !filled.has(name));
  const names = new Set(allIn(form).map(({ attributes }) => attributes["name"]));
  const given = [...filled].filter(([name]) => names.has(name));
  return [...own, ...given.flatMap(([name, values]) => values.map((value) => [name, value] as const))];
}

function allIn(element: Element): readonly Element[] {
  return element.children.flatMap((child) => (typeof child === "string" ? [] : [child, ...allIn(child)]));
}

/** What a form would send as it stands. */
function controlsIn(form: Element): readonly (readonly [string, string])[] {
  return allIn(form).flatMap((element) => {
    const { name = "", type, value = "", checked } = element.attributes;
    const isBox = type === "checkbox" || type === "radio";
    if (element.name === "input") return isBox && checked === undefined ? [] : [[name, value] as const];
    if (element.name === "textarea") return [[name, textOf(element).replace(/^\n/, "")] as const];
    if (element.name !== "select") return [];
    const options = allIn(element).filter((each) => each.name === "option");
    const chosen = options.filter(({ attributes }) => attributes["selected"] !== undefined);
    const sent =
      chosen.length === 0 && element.attributes["multiple"] === undefined ? options.slice(0, 1) : chosen;
    return sent.map(({ attributes }) => [name, attributes["value"] ?? ""] as const);
  });
}
