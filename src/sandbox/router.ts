import { endpoints } from "../../tools/index.ts";
import type { EndpointName } from "../../tools/index.ts";
import type { Endpoint, Version } from "../../tools/operation.ts";
import { badRequest, Refusal } from "./errors.ts";

/** A call of SSS that the catalog has. */
export type NamedOperation = Endpoint & { readonly name: EndpointName };

/** The operation a request means, and what stood in the places of its path parameters. */
export interface Match {
  readonly operation: NamedOperation;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Entry {
  readonly method: string;
  readonly version: Version;
  readonly segments: readonly string[];
  readonly operation: NamedOperation;
}

// An operation that searches a list in the client has no endpoint of its own.
const entries: readonly Entry[] = endpoints
  .filter((operation) => operation.find === undefined)
  .flatMap((operation) => operation.versions.map((version) => toEntry(operation, version)));

function toEntry(operation: NamedOperation, version: Version): Entry {
  const [method = "", path = ""] = operation.route.split(" ");
  return { method, version, segments: path.split("/").slice(1), operation };
}

/**
 * The operation at a method and a path below `/api/{version}`.
 *
 * @throws {@link Refusal} 404 for an unknown path, 405 for a known one with another method
 */
export function matchRoute(method: string, version: string, path: string): Match {
  const segments = path.split("/").slice(1).map(decodeSegment);
  const here = entries.filter((entry) => entry.version === version && fits(entry.segments, segments));
  if (here.length === 0) {
    throw new Refusal(404, "Not found a specified resource. There is no such path.");
  }
  const entry = here.find((candidate) => candidate.method === method);
  if (entry === undefined) {
    const allow = here.map((candidate) => candidate.method).join(", ");
    throw new Refusal(405, "Method not allowed.", { headers: { Allow: allow } });
  }
  return { operation: entry.operation, parameters: parametersOf(entry.segments, segments) };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest("The path is not properly encoded.");
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (isParameter(part) ? segments[index] !== "" : part === segments[index]))
  );
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const filled = pattern.map((part, index) => [part.slice(1, -1), segments[index] ?? "", part] as const);
  return Object.fromEntries(filled.filter(([, , part]) => isParameter(part)));
}

function isParameter(part: string): boolean {
  return part.startsWith("{");
}
