import type { Config } from "../config/config.ts";
import type { Telemetry, TelemetryOptions } from "../telemetry/telemetry.ts";
import { speakThrough, version } from "./process.ts";

/** Opens what the program tells of itself while it runs; from now on its lines go there. */
export async function openOwnTelemetry(
  { telemetry: config }: Config,
  serves: TelemetryOptions["serves"],
): Promise<Telemetry> {
  const { openTelemetry } = await import("../telemetry/telemetry.ts");
  const telemetry = await openTelemetry({ config, version, serves });
  speakThrough(telemetry.logs);
  return telemetry;
}

/** The same for a command that a person gave, where more is wanted of it than its answer: details, or traces. */
export async function openDetails(config: Config): Promise<Telemetry | undefined> {
  const { log, traces } = config.telemetry;
  const isDetailed = log.level === "debug" || log.level === "trace";
  return isDetailed || traces !== undefined ? openOwnTelemetry(config, "person") : undefined;
}
