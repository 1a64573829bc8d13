import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import type { Span } from "@opentelemetry/api";

/** What is being done, for whom lines and spans are written meanwhile. */
export interface Scope {
  /** 16 hex digits, the same for all that comes of one request, event, command or round. */
  readonly requestId: string;
  /** Where it came in. */
  readonly face: string;
  readonly account?: string | undefined;
  readonly operation?: string | undefined;
  readonly ticketId?: string | undefined;
  /** The span that is open, where there are spans. */
  readonly span?: Span | undefined;
}

const storage = new AsyncLocalStorage<Scope>();

/** What is being done just now; undefined outside of any request. */
export function currentScope(): Scope | undefined {
  return storage.getStore();
}

/** How what is being done is kept in mind. */
export interface Scopes {
  /** Runs an act as part of what is being done, or as a request of its own where nothing is. */
  readonly within: typeof within;
  /** Runs an act as a request of its own. */
  readonly withinNew: typeof withinNew;
}

/** It is kept in mind, whatever is waited for. */
export const scopes: Scopes = { within, withinNew };

/** It is not: up to Node 22 that makes every promise of the process slower, a call by a sixth. */
export const noScopes: Scopes = { within: (_more, act) => act(), withinNew: (_face, act) => act() };

/** Runs an act as part of what is being done, or as a request of its own where nothing is. */
export function within<Result>(
  more: Partial<Scope> & Pick<Scope, "face">,
  act: () => Promise<Result>,
): Promise<Result> {
  const around = storage.getStore();
  return storage.run({ requestId: around?.requestId ?? newRequestId(), ...around, ...more }, act);
}

/** Runs an act as a request of its own. */
export function withinNew<Result>(face: string, act: () => Promise<Result>): Promise<Result> {
  return storage.run({ requestId: newRequestId(), face }, act);
}

/** 16 hex digits. */
export function newRequestId(): string {
  return randomBytes(8).toString("hex");
}
