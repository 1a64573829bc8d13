import type { Command } from "commander";
import { ConfigError } from "../config/config-error.ts";
import { loadSettings } from "./desk.ts";
import { endWithReader } from "./process.ts";

interface ConfigFlags {
  readonly example?: true;
  readonly json?: true;
}

/** `config`: the settings that count. */
export function addConfig(program: Command): void {
  program
    .command("config")
    .description("the settings that count, and where each is set; exit code 2 with all that does not fit")
    .option("--json", "as JSON")
    .option("--example", "print an example of sss-ops.yaml instead, with everything that can be set")
    .action(async ({ example, json }: ConfigFlags) => {
      const text = example === true ? await exampleText() : await (json === true ? jsonText() : tableText());
      endWithReader();
      process.stdout.write(text);
    });
}

async function exampleText(): Promise<string> {
  return (await import("../config/example.ts")).exampleFile();
}

async function tableText(): Promise<string> {
  const { linesOf } = await import("../config/effective-lines.ts");
  const { effectiveOf } = await import("../config/effective.ts");
  const loaded = await loadSettings();
  return `${linesOf(effectiveOf(loaded), loaded).join("\n")}\n`;
}

/** Faults as well, so that whatever reads it needs to read nothing else. */
async function jsonText(): Promise<string> {
  const { effectiveOf } = await import("../config/effective.ts");
  try {
    const loaded = await loadSettings();
    return toJson({ file: loaded.file?.path ?? null, settings: effectiveOf(loaded), faults: [] });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.exitCode = 2;
    return toJson({ faults: error.faults });
  }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
