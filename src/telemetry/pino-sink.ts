import { pino } from "pino";
import { escaped } from "./hidden.ts";
import type { Level } from "./level.ts";
import type { Sink } from "./logs.ts";
import { secretNames } from "./redaction.ts";

/** What lines are written with. */
export interface PinoSinkOptions {
  readonly level: Level | "silent";
  /** Takes a whole line, its end included. */
  readonly write: (line: string) => void;
}

/** Writes each line as one object of JSON, at once: whatever ends the process ends it after its last line. */
export function createPinoSink({ level, write }: PinoSinkOptions): Sink {
  const logger = pino(
    {
      level,
      // Which machine and process it was, whatever collects the lines knows.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // A fault comes described already.
      serializers: { err: (fault: unknown) => fault },
      redact: { paths: [...secretNames].map((name) => `["${name}"]`), censor: "[hidden]" },
    },
    { write: (line: string) => write(escaped(line)) },
  );
  return (wanted, message, fields) => logger[wanted](fields, message);
}
