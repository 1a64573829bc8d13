import type * as z from "zod";
import type { Text } from "../../tools/operation.ts";

/** One thing that can be set, wherever that may be done. */
export interface Setting {
  /** Its variable in the environment. */
  readonly variable?: string;
  /** Its path in the file, with dots between. */
  readonly key?: string;
  /** What it is for. */
  readonly what: Text;
  /** Reads its text form. */
  readonly schema: z.ZodType;
  /** A text that fits, for what has no default. */
  readonly example?: string;
  /** Shown nowhere; can be read from a file of its own instead. */
  readonly isSecret?: true;
  /** A path, in the file relative to the file. */
  readonly isPath?: true;
}

/** A setting as it is declared: in a record, by its variable. */
export type Declared = Omit<Setting, "variable">;

/** What the settings of a record read as. */
export type ValuesOf<Settings extends Readonly<Record<string, Declared>>> = {
  readonly [Name in keyof Settings]: z.output<Settings[Name]["schema"]>;
};

/** What a setting is called wherever values are kept by it: its path in the file, else its variable. */
export function idOf({ key, variable = "" }: Pick<Setting, "key" | "variable">): string {
  return key ?? variable;
}

/** The text that counts where nothing is set; empty for none. */
export function defaultOf({ schema }: Pick<Setting, "schema">): string {
  const { def } = schema;
  return def instanceof Object && "defaultValue" in def ? String(def.defaultValue) : "";
}
