import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built programs are. */
    programs: string;
  }
}

/** Where programs are that tests run beside them; no two of them have the same name. */
const folders = ["store/programs", "faults/programs"];

/** Builds the programs once for the whole run: Node 20 does not run TypeScript. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Below node_modules, where the packages that stay outside of the build are found.
  const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, "sss-ops-programs-"));
  // Some tests run them as another user.
  await chmod(directory, 0o755);
  await build({
    input: (await Promise.all(folders.map(filesIn))).flat(),
    platform: "node",
    // The rest is built in, so that each of the many processes starts quickly.
    external: "@photostructure/sqlite",
    output: { dir: directory, entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
  });
  project.provide("programs", directory);
  return () => rm(directory, { recursive: true, force: true });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const directory = fileURLToPath(new URL(folder, import.meta.url));
  return (await readdir(directory)).map((name) => join(directory, name));
}
