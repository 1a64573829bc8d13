import type { Setting } from "./setting.ts";

/** What a setting was set to somewhere, as it is written there. */
export interface Given {
  readonly setting: Setting;
  readonly text: string;
  /** The file whose content is the value, in place of the text. */
  readonly secretFile?: string;
  /** What stands in the file where a path may stand as well. */
  readonly inline?: unknown;
  readonly layer: "file" | "environment" | "flag";
  /** Such as `sss-ops.yaml:3`, `SSS_OPS_PORT` or `--set http.port`. */
  readonly where: string;
  /** What faults of it begin with: where it stands, and what it is called there. */
  readonly label: string;
}

/** What one place sets, and what does not fit there, a line each. */
export interface Layer {
  readonly given: readonly Given[];
  readonly faults: readonly string[];
  /** The accounts it names, each with where it does. */
  readonly accounts?: ReadonlyMap<string, string>;
}
