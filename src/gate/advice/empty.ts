import { inputField, noteOf } from "../../../tools/fields.ts";
import { lookups } from "../../../tools/lookup.ts";
import { type Operation, type Text, isEndpoint } from "../../../tools/operation.ts";

/** Why the list that a read gave may be empty, and what to ask instead; undefined where nothing narrowed it. */
export function emptyNote(operation: Operation, input: Readonly<Record<string, unknown>>): Text | undefined {
  const notes = [
    ofOwnContract(operation, input),
    withFilters(operation, input),
    withoutDeleted(operation, input),
  ];
  const known = notes.filter((note) => note !== undefined);
  if (operation.effect !== "read" || known.length === 0) return undefined;
  return { en: known.map(({ en }) => en).join(" "), ja: known.map(({ ja }) => ja).join("") };
}

function ofOwnContract(
  operation: Operation,
  { contract_id }: Readonly<Record<string, unknown>>,
): Text | undefined {
  if (inputField(operation, "contract_id") === undefined || contract_id !== undefined) return undefined;
  return {
    en: "Only the account's own contract was looked at; give contract_id for another.",
    ja: "自分の契約だけを調べました。ほかの契約は contract_id で指定してください。",
  };
}

function withFilters(operation: Operation, input: Readonly<Record<string, unknown>>): Text | undefined {
  const fields = Object.keys(input).filter(
    (field) => isFilter(operation, field) && input[field] !== undefined,
  );
  if (fields.length === 0) return undefined;
  return {
    en: `Only what fits ${fields.join(", ")} is shown; leave it out to see all.`,
    ja: `${fields.join("、")} に合うものだけを表示しています。省略するとすべて表示します。`,
  };
}

/** Whether a field narrows a list, instead of saying where it stands. */
function isFilter(operation: Operation, field: string): boolean {
  const schema = inputField(operation, field);
  const lookup = schema && noteOf(schema)?.lookup;
  const isPlace = lookup === lookups.contract || lookup === lookups.channel || isInPath(operation, field);
  return schema !== undefined && field !== deletedToo && !isPlace;
}

function isInPath(operation: Operation, field: string): boolean {
  return isEndpoint(operation) && operation.route.includes(`{${field}}`);
}

const deletedToo = "include_deleted";

function withoutDeleted(operation: Operation, input: Readonly<Record<string, unknown>>): Text | undefined {
  if (inputField(operation, deletedToo) === undefined || input[deletedToo] === true) return undefined;
  return {
    en: `Deleted ones are left out; ${deletedToo}=true shows them.`,
    ja: `削除済みは除いています。${deletedToo}=true で表示します。`,
  };
}
