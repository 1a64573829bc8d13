import { elementsIn } from "../blocks.ts";
import { fieldsOf, lengthOf, listOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { toFault } from "./words.ts";

type Path = readonly PropertyKey[];
type Rule = (blocks: readonly Fields[], at: Path) => readonly string[];

/** What is wrong between blocks that are right one by one. */
export function faultsBetween(blocks: readonly unknown[], at: Path): readonly string[] {
  const all = blocks.map(fieldsOf);
  return rules.flatMap((rule) => rule(all, at));
}

const mostMarkdown = 12_000;
const mostInTable = { table: 10_000, data_table: 20_000 } as const;

const rules: readonly Rule[] = [
  uniqueBlockIds,
  uniqueActionIds,
  onePrimaryButton,
  oneFocus,
  oneTable,
  markdownTotal,
  tableTotals,
];

function uniqueBlockIds(blocks: readonly Fields[], at: Path): readonly string[] {
  const nested = blocks.flatMap((block) => [block, ...listOf(block["child_blocks"]).map(fieldsOf)]);
  const ids = nested.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));
  return repeatedIn(ids).map((id) => toFault(`block_id already exists: ${id}`, at));
}

function uniqueActionIds(blocks: readonly Fields[], at: Path): readonly string[] {
  return blocks.flatMap((block, index) =>
    repeatedIn(elementsIn([block]).map(({ actionId }) => actionId)).map((id) =>
      toFault(`action_id already exists: ${id}`, [...at, index]),
    ),
  );
}

function repeatedIn(ids: readonly unknown[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index).map(String))];
}

function onePrimaryButton(blocks: readonly Fields[], at: Path): readonly string[] {
  return blocks.flatMap((block, index) => {
    const primary = listOf(block["elements"]).filter((each) => fieldsOf(each)["style"] === "primary");
    return primary.length > 1 ? [toFault("only one button may be primary", [...at, index, "elements"])] : [];
  });
}

function oneFocus(blocks: readonly Fields[], at: Path): readonly string[] {
  const focused = blocks
    .flatMap(({ element, accessory, elements }) => [element, accessory, ...listOf(elements)])
    .filter((each) => fieldsOf(each)["focus_on_load"] === true);
  return focused.length > 1 ? [toFault("only one element can have focus_on_load", at)] : [];
}

function oneTable(blocks: readonly Fields[], at: Path): readonly string[] {
  const tables = blocks
    .flatMap((block) => [block, ...listOf(block["child_blocks"]).map(fieldsOf)])
    .filter(({ type }) => type === "table");
  return tables.length > 1 ? [toFault("only_one_table_allowed", at)] : [];
}

function markdownTotal(blocks: readonly Fields[], at: Path): readonly string[] {
  const texts = blocks.filter(({ type }) => type === "markdown").map(({ text }) => String(text));
  const isTooLong = lengthOf(texts.join("")) > mostMarkdown;
  return isTooLong && texts.length > 1
    ? [toFault(`all markdown blocks together must be less than ${mostMarkdown + 1} characters`, at)]
    : [];
}

function tableTotals(blocks: readonly Fields[], at: Path): readonly string[] {
  return blocks.flatMap(({ type, rows }, index) => {
    const most = type === "table" || type === "data_table" ? mostInTable[type] : Infinity;
    return lengthIn(rows) > most
      ? [toFault(`must be less than ${most + 1} characters in all`, [...at, index, "rows"])]
      : [];
  });
}

/** The characters of all texts at any depth. */
function lengthIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + lengthIn(each), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      sum + (name === "text" && typeof each === "string" ? lengthOf(each) : lengthIn(each)),
    0,
  );
}
