import type { Endpoint, Version } from "../../tools/operation.ts";
import { SssError } from "./errors.ts";

/** The HTTP request an operation stands for. `path` starts with the version and is encoded; `query` is not. */
export interface SssRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * The request an operation stands for: `{field}`s fill the path, the rest of the input is the query of a GET and the
 * JSON body of a POST or PUT.
 *
 * @throws {@link SssError} `invalid_request` when a value cannot stand in its place.
 */
export function toRequest(operation: Endpoint, input: Record<string, unknown>, version: Version): SssRequest {
  const [method, template] = operation.route.split(" ", 2) as [SssRequest["method"], string];
  const inPath = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    inPath.add(field);
    return toSegment(operation, field, input[field]);
  });
  const rest = Object.entries(input).filter(
    ([field, value]) => value !== undefined && !inPath.has(field) && field !== operation.find?.by,
  );
  return { method, path: `/${version}${path}`, ...toPayload(operation, method, rest) };
}

/** The path of an operation's requests with its parameters by name, such as `/v1.0/users/{user_id}`. */
export function routeOf(operation: Endpoint, version: Version): string {
  return `/${version}${operation.route.replace(/^\S+ /, "")}`;
}

/** The path and query of a request as they stand on the wire, below the endpoint's own path. */
export function toTarget({ path, query }: SssRequest): string {
  // `+` for a space is a form's way of writing it, and not every gateway reads it so.
  return query === undefined
    ? path
    : `${path}?${new URLSearchParams(query).toString().replaceAll("+", "%20")}`;
}

/** One path segment that stays one: encoded, and never one of those that survive encoding and climb. */
function toSegment(operation: Endpoint, field: string, value: unknown): string {
  const segment = toScalar(operation, field, value);
  if (segment === "" || segment === "." || segment === "..") {
    throw refused(operation, `${field} must not be ${segment === "" ? "empty" : `"${segment}"`}`);
  }
  if (!/^[^\p{Cs}]*$/u.test(segment)) throw refused(operation, `${field} is not well-formed text`);
  return encodeURIComponent(segment);
}

function toPayload(
  operation: Endpoint,
  method: SssRequest["method"],
  rest: readonly (readonly [string, unknown])[],
): Pick<SssRequest, "query" | "body"> {
  if (rest.length === 0) return {};
  switch (method) {
    case "GET":
      return toQuery(operation, rest);
    case "POST":
    case "PUT":
      return { body: Object.fromEntries(rest) };
    case "DELETE":
      throw refused(
        operation,
        `a DELETE takes nothing beside its path, not ${rest.map(([field]) => field).join(", ")}`,
      );
  }
}

function toQuery(
  operation: Endpoint,
  rest: readonly (readonly [string, unknown])[],
): Pick<SssRequest, "query"> {
  // Clients of the API write an absent option as null.
  const present = rest.filter(([, value]) => value !== null);
  const query = present.map(([field, value]) => [field, toScalar(operation, field, value)]);
  return query.length === 0 ? {} : { query: Object.fromEntries(query) };
}

function toScalar(operation: Endpoint, field: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw refused(operation, `${field} must be text, a number or a boolean`);
}

function refused(operation: Endpoint, reason: string): SssError {
  return new SssError("invalid_request", `${operation.name} failed: ${reason}`);
}
