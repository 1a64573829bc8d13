import { configFrom } from "../../src/config/load.ts";
import { type Telemetry, openTelemetry } from "../../src/telemetry/telemetry.ts";

/** Telemetry as settings have it, and what it writes. */
export interface TestTelemetry extends Telemetry {
  /** All that was written, as it was. */
  readonly written: () => string;
  /** The lines, each read as the JSON that it is. */
  readonly lines: () => readonly Record<string, unknown>[];
}

/** Opens telemetry under environment variables; of a server that many reach, unless another is named. */
export async function openTestTelemetry(
  environment: Record<string, string> = {},
  { serves = "many", isTTY = false }: { serves?: "many" | "one" | "person"; isTTY?: boolean } = {},
): Promise<TestTelemetry> {
  const texts: string[] = [];
  const config = configFrom(environment).telemetry;
  const stderr = { isTTY, write: (text: string) => texts.push(text) };
  const telemetry = await openTelemetry({ config, version: "0.0.0", serves, stderr });
  const written = () => texts.join("");
  const lines = () =>
    written()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { ...telemetry, written, lines };
}
