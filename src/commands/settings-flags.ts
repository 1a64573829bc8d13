import type { Command } from "commander";
import type { Flags } from "../config/flag-layer.ts";

/** Commands that go by no settings. */
const selfContained = ["sandbox", "demo"];

/** The process has one command line. */
let given: Pick<Flags, "config" | "set"> = {};

/** Gives every command that goes by settings the flags that say them. */
export function addSettingsFlags(program: Command): void {
  program.commands.filter((command) => !selfContained.includes(command.name())).forEach(addTo);
  program.hook("preAction", (_program, command) => {
    const { config, set } = command.opts<Pick<Flags, "config" | "set">>();
    given = { ...(config === undefined ? {} : { config }), ...(set === undefined ? {} : { set }) };
  });
}

/** What the command line says of settings. */
export function settingsFlags(): Pick<Flags, "config" | "set"> {
  return given;
}

function addTo(command: Command): void {
  command.commands.forEach(addTo);
  if (command.commands.length > 0) return;
  command
    .option("--config <file>", "the file of settings, in place of SSS_OPS_CONFIG")
    .option("--set <key=value>", "a setting, on top of all others; may be repeated", append);
}

function append(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
