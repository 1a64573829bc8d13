/**
 * What a person typed, from what Slack makes of it when it escapes: a link or an address is its text again, a channel
 * `#name`. A member stays `<@U…>`, which no name can stand in for.
 */
export function textOf(escaped: string): string {
  return escaped.replace(/<([^<>]*)>|&(?:amp|lt|gt);/g, (found, entity: string | undefined) =>
    entity === undefined ? (characters.get(found) ?? found) : typed(entity),
  );
}

const characters: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
]);

function typed(entity: string): string {
  const [, address = "", label = ""] = /^([^|]*)\|?([^]*)$/.exec(entity) ?? [];
  if (address.startsWith("@")) return `<${address}>`;
  const shown = textOf(label || address.replace(/^(?:mailto:|[#!])/, ""));
  if (address.startsWith("#")) return `#${shown}`;
  return address.startsWith("!") ? `@${shown.replace(/^@/, "")}` : shown;
}
