import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built programs of the benchmarks are. */
    benchPrograms: string;
  }
}

/** Builds the programs that are TypeScript, which Node 20 does not run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Below node_modules, where the packages are found.
  const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(`${cache}sss-ops-bench-`);
  await build({
    input: fileURLToPath(new URL("programs/recomputing-server.ts", import.meta.url)),
    platform: "node",
    output: { dir: directory, entryFileNames: "[name].mjs" },
  });
  project.provide("benchPrograms", directory);
  return () => rm(directory, { recursive: true, force: true });
}
