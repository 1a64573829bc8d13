import { type ChildProcess, fork } from "node:child_process";
import { type Command, Option } from "commander";
import { loadSettings } from "./desk.ts";
import { localPrincipal, log, nodeWanted, version } from "./process.ts";

interface DoctorFlags {
  readonly json?: true;
  readonly apart?: true;
}

/** Said to the process that looks, by the one that waits for it. */
const apart = "--apart";

/** `doctor`: whether everything is as this program needs it. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "look at everything this program needs, and say how to mend it; exit code 1 with a fault, 2 where the settings do not fit",
    )
    .option("--json", "as JSON")
    .addOption(new Option(apart).hideHelp())
    .action((flags: DoctorFlags) => (flags.apart === true ? look(flags) : haveLooked()));
}

/**
 * Has a process of its own look, and ends that one: where a name server or a disk hangs, it could not end by itself before
 * they answer.
 */
async function haveLooked(): Promise<void> {
  const [, path = "", ...words] = process.argv;
  const looker = fork(path, [...words, apart]);
  process.exitCode = await codeFrom(looker);
  looker.kill("SIGKILL");
}

/** More than looking takes, also on a busy machine: only settings that cannot be read take longer. */
const lookWithinMs = 6_000;

/** The exit code that the process which looks comes to, or that of a fault where it comes to none. */
function codeFrom(looker: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      log("Nothing was found out: a file of the settings is on a disk, or is a pipe, that does not answer.");
      resolve(1);
    }, lookWithinMs);
    const end = (code: number) => {
      clearTimeout(timer);
      resolve(code);
    };
    looker.once("message", (code) => end(Number(code)));
    looker.once("exit", (code) => end(code ?? 1));
  });
}

async function look({ json }: DoctorFlags): Promise<void> {
  const { diagnose } = await import("../doctor/diagnose.ts");
  const { exitCodeOf, toLines, toReport } = await import("../doctor/report.ts");
  const { diagnosis, close } = await diagnose({
    environment: process.env,
    directory: process.cwd(),
    nodeVersion: process.versions.node,
    nodeWanted,
    principal: localPrincipal(),
    load: () => loadSettings(),
  });
  const isColoured = process.stdout.isTTY && !process.env["NO_COLOR"];
  const lines =
    json === true ? [JSON.stringify(toReport(diagnosis, version), null, 2)] : toLines(diagnosis, isColoured);
  await written(`${lines.join("\n")}\n`);
  await Promise.race([close(), soon()]);
  const code = exitCodeOf(diagnosis);
  process.send?.(code);
  process.exitCode = code;
}

/** Resolves once the text is out, however slowly it is read. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.on("error", () => resolve());
    process.stdout.write(text, () => resolve());
  });
}

const closeWithinMs = 200;

/** Time for the store to be closed in order. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, closeWithinMs));
}
