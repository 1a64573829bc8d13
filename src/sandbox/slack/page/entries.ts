import { html } from "hono/html";
import type { Placed } from "../blocks.ts";
import type { Option } from "../model.ts";
import { fieldsOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import type { Entered } from "../world.ts";
import type { Html } from "./scene.ts";

/** What stands in a form when it is shown: values, complaints, and what the app suggested, by block id. */
export interface Entries {
  /** What the form is about: its fields have ids that begin with it, as a page has many forms. */
  readonly scope: string;
  readonly state: Entered;
  readonly errors: Readonly<Record<string, string>>;
  readonly suggested: Readonly<Record<string, readonly Option[]>>;
  /** The path a press is posted to. */
  readonly pressPath: string;
  /** The path a search is posted to. */
  readonly searchPath: string;
}

/** The name of the form field in which an element's value is posted. */
export function nameOf({ blockId, actionId }: Pick<Placed, "blockId" | "actionId">): string {
  return `${encodeURIComponent(blockId)}/${encodeURIComponent(actionId)}`;
}

/** The id of the control in which an element's value is entered. */
export function idOf(placed: Placed, { scope }: Entries): string {
  return `${scope}/${nameOf(placed)}`;
}

/** What every control says of itself: its name, and which hint and error belong to it. */
export function attributesOf(placed: Placed, entries: Entries): Html {
  const { hint, optional, type } = placed.block;
  const id = idOf(placed, entries);
  const hasError = entries.errors[placed.blockId] !== undefined;
  const notes = [...(hint === undefined ? [] : [`${id}/hint`]), ...(hasError ? [`${id}/error`] : [])];
  const isRequired = type === "input" && optional !== true;
  return html`id="${id}" name="${nameOf(placed)}" aria-describedby="${notes.join(" ")}"
  ${hasError ? html`aria-invalid="true"` : ""} ${isRequired ? html`aria-required="true"` : ""}`;
}

/** The text of a text object; an empty one when there is none. */
export function textIn(value: unknown): string {
  const { text }: Fields = fieldsOf(value);
  return typeof text === "string" ? text : "";
}
