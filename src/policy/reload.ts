/** How reading the policy anew ended. */
export type Reload =
  | {
      readonly kind: "taken";
      readonly version: string;
      readonly former: string;
      readonly warnings: readonly string[];
    }
  /** What is written says the same; `wasFaulty` where it did not before. */
  | { readonly kind: "same"; readonly version: string; readonly wasFaulty: boolean }
  /** It does not fit, and the former one stays. */
  | { readonly kind: "refused"; readonly version: string; readonly faults: readonly string[] };

/** How much a line matters. */
export type Level = "info" | "warn";

/** What to tell whoever runs the program. That all stays as it was is told only to whoever asked. */
export function toLines(
  reload: Reload,
  isAsked: boolean,
): readonly { readonly line: string; readonly level: Level }[] {
  const { version } = reload;
  switch (reload.kind) {
    case "taken": {
      const line = `Policy: version ${version} is in force, in the place of ${reload.former}.`;
      return [{ line, level: "info" }, ...reload.warnings.map(toWarning)];
    }
    case "same": {
      const line = `Policy: version ${version} stays in force; what is written says the same.`;
      return isAsked || reload.wasFaulty ? [{ line, level: "info" }] : [];
    }
    case "refused": {
      const line = `Policy: version ${version} stays in force; what is written now does not fit:`;
      return [toWarning([line, ...reload.faults.map((fault) => `  ${fault}`)].join("\n"))];
    }
  }
}

function toWarning(line: string): { readonly line: string; readonly level: Level } {
  return { line, level: "warn" };
}

/** Every fault that an error tells of, one each. */
export function faultsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { faults } = error as { readonly faults?: unknown };
  return Array.isArray(faults) && faults.length > 0 ? faults.map(String) : error.message.split("\n");
}
