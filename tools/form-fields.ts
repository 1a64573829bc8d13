import * as z from "zod";
import { type FieldNote, innerOf, isSecretField, noteOf } from "./fields.ts";
import type { Operation } from "./operation.ts";

/** How a field is asked for. */
export type Shape =
  | { readonly kind: "text"; readonly isLong: boolean; readonly least?: number; readonly most?: number }
  | { readonly kind: "number"; readonly least?: number; readonly most?: number; readonly isWhole: boolean }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "choices"; readonly values: readonly string[] }
  /** Plain texts with commas between. */
  | { readonly kind: "list" }
  /** Groups of fields, as JSON. */
  | { readonly kind: "entries" }
  /** The id of something that can be looked up. */
  | { readonly kind: "id" };

/** An input field as a form asks for it. */
export interface FormField {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly note: FieldNote;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** What is typed for it may be shown nowhere, not even in the form itself. */
  readonly isSecret: boolean;
  /** Nothing typed is a text of its own, as for a description that is taken away. */
  readonly isBlankable: boolean;
  /** What it counts as when it is left out. */
  readonly standing: unknown;
}

/** The input of an operation as a form can ask for it, required fields first. */
export function formFields(operation: Operation): readonly FormField[] {
  const fields = Object.entries(operation.input.shape).map(([name, schema]) =>
    toField(name, schema, isSecretField(operation, name)),
  );
  return fields.toSorted((left, right) => Number(right.isRequired) - Number(left.isRequired));
}

function toField(name: string, schema: z.core.$ZodType, isSecret: boolean): FormField {
  const note = noteOf(schema) ?? { title: { en: name, ja: name } };
  const shape = shapeOf(schema, note);
  const leftOut = z.safeParse(schema, undefined);
  const isRequired = !leftOut.success;
  const isBlankable = isRequired && shape.kind === "text" && z.safeParse(schema, "").success;
  return { name, schema, note, shape, isRequired, isSecret, isBlankable, standing: leftOut.data };
}

function shapeOf(schema: z.core.$ZodType, { lookup, untrusted: isFreeText }: FieldNote): Shape {
  if (lookup !== undefined) return { kind: "id" };
  const inner = innerOf(schema);
  if (inner instanceof z.ZodBoolean) return { kind: "flag" };
  if (inner instanceof z.ZodNumber) return numberShape(inner);
  if (inner instanceof z.ZodEnum) return { kind: "choice", values: inner.options.map(String) };
  if (inner instanceof z.ZodArray) return listShape(inner.element);
  const { minLength, maxLength } = inner instanceof z.ZodString ? inner : {};
  return { kind: "text", isLong: isFreeText === true, ...limits(minLength, maxLength) };
}

function numberShape({ minValue, maxValue, format }: z.ZodNumber): Shape {
  return { kind: "number", isWhole: format === "safeint", ...limits(minValue, maxValue) };
}

function listShape(element: z.core.$ZodType): Shape {
  if (element instanceof z.ZodEnum) return { kind: "choices", values: element.options.map(String) };
  return { kind: element instanceof z.ZodString ? "list" : "entries" };
}

/** Limits that the author of a schema has set; zod's own, at the edge of what a number can hold, are none. */
function limits(least: number | null | undefined, most: number | null | undefined) {
  return {
    ...(isLimit(least) ? { least } : {}),
    ...(isLimit(most) ? { most } : {}),
  };
}

function isLimit(value: number | null | undefined): value is number {
  return Math.abs(value ?? Infinity) < Number.MAX_SAFE_INTEGER;
}
