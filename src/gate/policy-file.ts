import { parseDocument } from "yaml";
import type * as z from "zod";
import { type Policy, versioned } from "./policy.ts";
import { policyShape, unknownRolesIn } from "./policy/shape.ts";

/** Thrown when a policy file does not fit. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  /** Every fault, each with the path of what it is about. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The policy does not fit:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/**
 * The policy that a YAML file describes; what it leaves out is the default's. Times are in the units their names say:
 * `breaker.windowMinutes` and `limit.windowMinutes` (at most a day), `life.selfMinutes` (at most an hour),
 * `life.secondHours` (at most a week).
 *
 * @throws {@link PolicyError} listing every fault with its path.
 */
export function parsePolicy(yaml: string): Policy {
  return policyFrom(contentOf(yaml) ?? {});
}

/**
 * The policy that a mapping describes, as it stands in a YAML file.
 *
 * @throws {@link PolicyError} listing every fault with its path.
 */
export function policyFrom(value: unknown): Policy {
  const parsed = policyShape.safeParse(value);
  const unknown = unknownRolesIn(value);
  if (!parsed.success) throw new PolicyError([...faultsIn(parsed.error), ...unknown]);
  if (unknown.length > 0) throw new PolicyError(unknown);
  return versioned(parsed.data);
}

/**
 * What a text in YAML holds, in plain values.
 *
 * @throws {@link PolicyError} when it is no YAML, or holds what a policy never does.
 */
export function contentOf(yaml: string): unknown {
  const document = parseDocument(yaml);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    throw new PolicyError(broken.map(({ message }) => `(the file): ${firstLine(message)}`));
  try {
    // Aliases that multiply beyond measure are refused by the reader of YAML.
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new PolicyError([`(the file): ${cause instanceof Error ? cause.message : "cannot be read"}`]);
  }
}

/** The faults of a value that does not fit, each with its path. */
export function faultsIn({ issues }: z.ZodError): readonly string[] {
  return issues.map(
    ({ path, message }) => `${path.length === 0 ? "(the file)" : path.join(".")}: ${message}`,
  );
}

/** The reader of YAML says what and where on the first line, and shows the place on those after it. */
function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/:$/, "") ?? message;
}
