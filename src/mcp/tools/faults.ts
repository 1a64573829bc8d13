import type * as z from "zod";

/** What is wrong with arguments, each with its name before it, in one line. */
export function faultsOf({ issues }: z.ZodError): string {
  return issues.map(toFault).join("; ");
}

function toFault({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
