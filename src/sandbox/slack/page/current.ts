import type { Placed } from "../blocks.ts";
import { fieldsOf, listOf, textOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { keepings } from "../state.ts";
import type { Entered } from "../world.ts";
import type { Scene } from "./scene.ts";

/** The values an element has now, as they stand in a form. */
export function currentOf(
  { viewer }: Scene,
  { blockId, actionId, type }: Placed,
  state: Entered,
): readonly string[] {
  const content = state[blockId]?.[actionId]?.[keepings[type]?.field ?? ""];
  if (typeof content === "number") return [toLocalInput(content + viewer.tzOffset)];
  return [content ?? []].flat().map(toFormValue);
}

/** Seconds, moved to the person's own zone, as browsers write a day and time without one. */
function toLocalInput(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16);
}

function toFormValue(content: unknown): string {
  const value = fieldsOf(content);
  return textOf(content) ?? (value["type"] === "rich_text" ? plainIn(value) : String(value["value"]));
}

function plainIn({ text, elements }: Fields): string {
  const inner = listOf(elements).map((each) => plainIn(fieldsOf(each)));
  return (textOf(text) ?? "") + inner.join("");
}
