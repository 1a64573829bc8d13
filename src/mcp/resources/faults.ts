import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";
import { type Ending, toldOf } from "../../gate/outcome.ts";
import { cleanedText } from "../answers/clean.ts";

type Lack = Exclude<Ending, { readonly kind: "done" }>;

const shownUri = 300;

/** The error for an address that leads nowhere. */
export function noSuchResource(uri: string, why: string): ProtocolError {
  return new ResourceNotFoundError(cleanedText(uri, shownUri), why);
}

/** The error for what this caller does not have. */
export function notAllowed(why: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `denied (operation_denied): ${why}`);
}

/** The error for a read that gave no answer. What it found instead stays out: those are other people's words. */
export function unreadable(uri: string, { kind, code, message, next }: Lack): ProtocolError {
  const told = `${kind} (${code}): ${message} ${next}`;
  if (code === "not_found") return noSuchResource(uri, told);
  const isCallers = kind === "denied" || code === "ambiguous" || code === "invalid_request";
  return new ProtocolError(
    isCallers ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
    told,
  );
}

/** What was thrown as an error that a model may read. */
export function toProtocolError(error: unknown): ProtocolError {
  return error instanceof ProtocolError
    ? error
    : new ProtocolError(ProtocolErrorCode.InternalError, toldOf(error));
}
