import { StoreError, type StoreErrorCode } from "./store-error.ts";

/** SQLSTATE codes and classes, and Node's error codes, that have a meaning for the store; the first that fits counts. */
const meanings: readonly {
  readonly pattern: RegExp;
  readonly code: StoreErrorCode;
  readonly advice: string;
}[] = [
  {
    pattern: /^28/,
    code: "unreachable",
    advice: "refuses the user or the password. Check both in DATABASE_URL",
  },
  { pattern: /^3D000$/, code: "unreachable", advice: "does not exist. Create it, or correct DATABASE_URL" },
  {
    pattern: /^53100$/,
    code: "disk_full",
    advice: "has no room left on its disk. Make room, then try again",
  },
  {
    pattern: /^53/,
    code: "unreachable",
    advice: "takes no more connections. Try again, or raise its limits",
  },
  { pattern: /^(40001|40P01|55P03|57014)$/, code: "locked", advice: "is kept busy by others. Try again" },
  {
    pattern: /^(25006|42501)$/,
    code: "unwritable",
    advice:
      "may not be written by this user. Use the primary server, and grant the user its tables and schema",
  },
  { pattern: /^XX00[12]$/, code: "corrupt", advice: "is damaged. Restore it from a backup" },
  {
    pattern: /^(08|57P|25P03|E[A-Z]{3})/,
    code: "unreachable",
    advice: "cannot be reached. Check that the server runs and that DATABASE_URL is right",
  },
];

/** What `pg` says without a code when a connection cannot be made or breaks. */
const brokenConnection =
  /timeout expired|timeout exceeded|connection terminated|connection error|read timeout/i;

/** The store's words for an error of PostgreSQL or of the way to it; anything else is given back as it is. */
export function fromPostgres(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  const meaning = meanings.find(({ pattern }) => pattern.test(code));
  if (meaning === undefined) return error;
  const message = `The PostgreSQL database ${where} ${meaning.advice} (${code}).`;
  return new StoreError(meaning.code, message, { cause: error });
}

function codeOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  // Node tried several addresses of one host.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  return brokenConnection.test(error.message) ? "ECONNRESET" : "";
}
