import { channels, users } from "./cast.ts";

/** Escapes the three characters that mean something to Slack. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const people = new Map(Object.values(users).map(({ name, id }) => [name, id]));
const places = new Map(Object.values(channels).map(({ name, id }) => [name, id]));
const broadcasts = new Set(["here", "channel", "everyone"]);
const special =
  /(?<url>https?:\/\/[^\s<>]+)|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w@#])(?<mark>[@#])(?<name>[\w.-]+)/g;

/**
 * What a person types after a slash command, as Slack sends it when the command has `should_escape`: mentions of
 * people and channels that exist become ids, addresses become links, and the rest is escaped.
 */
export function toCommandText(typed: string): string {
  let result = "";
  let end = 0;
  for (const match of typed.matchAll(special)) {
    result += escapeText(typed.slice(end, match.index)) + toEntity(match);
    end = match.index + match[0].length;
  }
  return result + escapeText(typed.slice(end));
}

function toEntity({ 0: all, groups = {} }: RegExpMatchArray): string {
  const { url, mail, mark, name = "" } = groups;
  if (url !== undefined) return `<${escapeText(url)}>`;
  if (mail !== undefined) return `<mailto:${mail}|${mail}>`;
  if (mark === "@" && broadcasts.has(name)) return `<!${name}>`;
  const id = (mark === "@" ? people : places).get(name);
  return id === undefined ? escapeText(all) : `<${mark}${id}|${name}>`;
}
