import { inputField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import type { Desk } from "../desk.ts";
import { valuesFrom } from "../forms/form-values.ts";
import type { Choice, SuggestPayload } from "../payloads.ts";

/** What can be chosen in a form's select, given what was typed into it and what stands in the rest of the form. */
export async function onSuggest(
  desk: Desk,
  { caller, blockId, typed, view }: SuggestPayload,
): Promise<readonly Choice[]> {
  const operation = operationNamed(view.callback.split(":")[1] ?? "");
  const schema = operation && inputField(operation, blockId);
  const lookup = schema && noteOf(schema)?.lookup;
  if (operation === undefined || lookup === undefined) return [];
  const person = await desk.people.standingOf(caller);
  // Names of users and tenants are for those who may see them.
  if (person.kind === "stranger") return [];
  return desk.choices.choices(lookup, typed, valuesFrom(operation, view.state), person.actor);
}
