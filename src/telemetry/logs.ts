import { createFaultLog } from "./faults.ts";
import { type Level, isAtLeast } from "./level.ts";
import { currentScope } from "./scope.ts";

/** What stands in a line beside its message: names, counts and ids; no arguments, and no secrets. Flat, so that none hides in it. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A fault as it stands in a line. */
interface Err {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/** Takes a line that is to be written. */
export type Sink = (level: Level, message: string, fields: Fields | { readonly err: Err }) => void;

/** Where the program writes what it does. */
export interface Logs {
  /** Writes a line about what is being done, with the request that it belongs to. */
  write(level: Level, message: string, fields?: Fields): void;
  /** Whether lines of a level are written at all. */
  isOn(level: Level): boolean;
  /** Tells whoever started the program something: on a terminal as it is, else as a line like any other. */
  say(text: string, level?: Level): void;
  /** Writes what went wrong beside the program's work; the same again at most once a minute. */
  fault(error: unknown): void;
}

/** What logs write with. */
export interface LogsOptions {
  /** The lowest that is written; `silent` for nothing at all. */
  readonly level: Level | "silent";
  readonly sink: Sink;
  /** Shows a text to the person at the terminal; absent where a program reads what is written. */
  readonly show?: ((text: string) => void) | undefined;
}

/** Logs that write to a sink. */
export function createLogs({ level: least, sink, show }: LogsOptions): Logs {
  const isOn = (level: Level) => least !== "silent" && isAtLeast(level, least);
  const write = (level: Level, message: string, fields: Fields | { readonly err: Err } = {}) => {
    if (isOn(level)) sink(level, message, { ...scopeFields(), ...fields });
  };
  return {
    write,
    isOn,
    say(text, level = "info") {
      if (show === undefined) write(level, text);
      else if (isOn(level)) show(text);
    },
    fault: createFaultLog((line, fault) => {
      const [message = "", ...more] = line.split("\n");
      const type = fault instanceof Error ? fault.name : typeof fault;
      write("error", message, more.length === 0 ? {} : { err: { type, message, stack: line } });
    }),
  };
}

/** The request that a line belongs to, and its span where there is one. */
function scopeFields(): Fields {
  const scope = currentScope();
  if (scope === undefined) return {};
  const { span, ...fields } = scope;
  const context = span?.spanContext();
  return context === undefined ? fields : { ...fields, trace_id: context.traceId, span_id: context.spanId };
}
