import type { Given, Layer } from "./given.ts";
import { readSecretFile } from "./secret-file.ts";
import { idOf } from "./setting.ts";
import { shown } from "./shown.ts";

/** A setting with the text that counts. */
export interface Chosen extends Given {
  /** Its secret could not be read, which is told by itself. */
  readonly isBroken: boolean;
}

/** What counts of several layers. */
export interface Merged {
  /** By the path in the file, else by the variable. */
  readonly chosen: ReadonlyMap<string, Chosen>;
  /** The accounts that a file names, each with where it does. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

/** Lays layers over one another, the last on top, and reads the secrets that lie in files. */
export function merge(layers: readonly Layer[]): Merged {
  const given = layers.flatMap((layer) => layer.given);
  const top = new Map(given.map((one) => [idOf(one.setting), one]));
  const covered = given.filter((one) => top.get(idOf(one.setting)) !== one);
  const read = [...top].map(([id, one]) => [id, readOne(one)] as const);
  return {
    chosen: new Map(read.map(([id, { chosen }]) => [id, chosen])),
    accounts: new Map(layers.flatMap(({ accounts = [] }) => [...accounts])),
    faults: [
      ...layers.flatMap(({ faults }) => faults),
      ...read.flatMap(([, { fault }]) => fault ?? []),
      ...covered.filter(({ secretFile }) => secretFile === undefined).flatMap(faultsOf),
    ],
  };
}

function readOne(given: Given): { readonly chosen: Chosen; readonly fault?: string } {
  if (given.secretFile === undefined) return { chosen: { ...given, isBroken: false } };
  const read = readSecretFile(given.secretFile);
  return "fault" in read
    ? { chosen: { ...given, isBroken: true }, fault: `${given.label}: ${read.fault}` }
    : { chosen: { ...given, text: read.text, isBroken: false } };
}

/** Why a setting does not fit, a line each: what was read, unless that is a secret, and what is expected. */
export function faultsOf(given: Given): readonly string[] {
  const parsed = given.setting.schema.safeParse(given.text);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ message }) => `${given.label}: ${message}${readOf(given)}`);
}

function readOf({ setting, text }: Given): string {
  return setting.isSecret === true ? "" : `; read ${shown(text)}`;
}
