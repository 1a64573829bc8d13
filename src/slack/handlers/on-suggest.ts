import { inputField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import type { Desk } from "../desk.ts";
import { accountIn } from "../forms/account-choice.ts";
import { draftOf } from "../forms/drafts.ts";
import { valuesFrom } from "../forms/form-values.ts";
import type { Choice, OpenView, SuggestPayload } from "../payloads.ts";

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
  const actor = { ...person.actor, ...(await meantIn(desk, view)) };
  return desk.choices.choices(lookup, typed, valuesFrom(operation, view.state), actor);
}

/** The account that a form is for, as far as that is settled: of none there is nothing to offer. */
async function meantIn(desk: Desk, { state, metadata }: OpenView): Promise<{ readonly account?: string }> {
  if (desk.accounts.names.length === 0) return {};
  const account = accountIn(state, (await draftOf(desk, metadata))?.accounts ?? []);
  return account === undefined ? {} : { account };
}
