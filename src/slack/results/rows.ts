import type { Operation } from "../../../tools/operation.ts";
import { cellOf, widthOf } from "./table.ts";

type Row = Readonly<Record<string, unknown>>;

/** How many characters wide a table is: what a desktop shows without a scroll bar. */
export const widestTable = 90;
const widestColumn = 32;
/** An id that is cut is none. */
const widestId = 64;
/** How many rows tell how wide a column is. */
const measuredRows = 100;

/** Whether an operation answers with a list of things. */
export function isList({ name }: Operation): boolean {
  return /^(list|search)_/.test(name);
}

/** What an answer's list shows: its rows, and of their fields those that fit into a table. */
export interface Listed {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  /** The fields that hold something and are not shown. */
  readonly hidden: readonly string[];
}

/** The rows of an operation's answer, with `filter` those that show it in a cell; undefined where there is no list. */
export function rowsOf(operation: Operation, answer: Row, filter = ""): Listed | undefined {
  if (!isList(operation)) return undefined;
  const field = listField(operation, answer);
  if (field === undefined) return undefined;
  const all = toRows(answer[field]);
  const filled = filledFields(all, answer);
  const columns = columnsOf(filled, all, ownId(field, filled));
  const wanted = folded(filter);
  const rows = all.filter((row) => columns.some((column) => folded(cellOf(row[column])).includes(wanted)));
  const hidden = filled.filter((column) => !columns.includes(column));
  return { rows: wanted === "" ? all : rows, columns, hidden };
}

/** The field that holds the list: one that is declared, else any array. */
function listField({ output }: Operation, answer: Row): string | undefined {
  const declared = Object.keys(output.shape).find(
    (field) => typeof answer[field] === "object" && answer[field],
  );
  return declared ?? Object.keys(answer).find((field) => Array.isArray(answer[field]));
}

function toRows(list: unknown): readonly Row[] {
  if (Array.isArray(list)) return list.map(toRow);
  const root = toRow(list);
  const id = Object.keys(root).find((field) => field.endsWith("_id"));
  return id === undefined ? [root] : branchesOf(root, id);
}

function toRow(element: unknown): Row {
  return typeof element === "object" && element !== null ? { ...element } : { value: element };
}

/** A tree as rows, each with the id of the one it hangs on. */
function branchesOf(node: Row, id: string, parent?: unknown): readonly Row[] {
  const isChild = (value: unknown) => Object.hasOwn(toRow(value), id);
  const fields = Object.entries(node);
  const own = fields.filter(([, value]) => !(Array.isArray(value) && value.some(isChild)));
  const children = fields.flatMap(([, value]) => (Array.isArray(value) ? value.filter(isChild) : []));
  return [
    { ...Object.fromEntries(own), parent },
    ...children.flatMap((child) => branchesOf(toRow(child), id, node[id])),
  ];
}

/** The fields that hold anything in any row, without those that only repeat what the answer says of all of them. */
function filledFields(rows: readonly Row[], answer: Row): readonly string[] {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return fields.filter(
    (field) =>
      rows.some((row) => !isEmpty(row[field])) &&
      !(Object.hasOwn(answer, field) && rows.every((row) => row[field] === answer[field])),
  );
}

/** Of `users` it is `user_id`, of `approval_requests` `request_id`: the id whose name the list's own ends with. */
function ownId(list: string, fields: readonly string[]): string | undefined {
  const thing = list.replace(/s$/, "");
  return fields.find((field) => field.endsWith("_id") && thing.endsWith(field.slice(0, -"_id".length)));
}

/** The own id, names and status first, then as many of the others as there is room for. */
function columnsOf(
  fields: readonly string[],
  rows: readonly Row[],
  id: string | undefined,
): readonly string[] {
  const flat = fields.filter((field) => rows.every((row) => isScalar(row[field])));
  let room = widestTable;
  return flat
    .toSorted((left, right) => rankOf(left, id) - rankOf(right, id))
    .filter((field) => {
      const cells = [field, ...rows.slice(0, measuredRows).map((row) => cellOf(row[field]))];
      const width = widthOf(cells, field === id ? widestId : widestColumn) + 2;
      const fits = width <= room + 2;
      if (fits) room -= width;
      return fits;
    });
}

function rankOf(field: string, id: string | undefined): number {
  if (field === id) return 0;
  if (/(^|_)name$|^login_id$/.test(field)) return 1;
  return field === "status" ? 2 : 3;
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
