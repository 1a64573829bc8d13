import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { builtinModules } from "node:module";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

const builtIn = new Set(builtinModules);
const root = new URL("../..", import.meta.url);
let packed: Packed;

// npm takes a while to start on a busy machine.
beforeAll(async () => {
  const words = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await promisify(execFile)("npm", words, { cwd: root, maxBuffer: 4_000_000 });
  [packed] = JSON.parse(stdout) as [Packed];
}, 60_000);

test("the package holds the program, its licences and its page, and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  const chunk = /^dist\/[\w.-]+\.js$/;
  expect(paths.filter((path) => !chunk.test(path))).toEqual([
    "LICENSE",
    "README.ja.md",
    "README.md",
    "dist/THIRD_PARTY_LICENSES.txt",
    "package.json",
  ]);
  expect(paths).toContain(packageJson.bin["sss-ops"]);
});

test("it stays below 12 MB: maps of the sources stay at home, as what is built can be read as it is", () => {
  expect(packed.unpackedSize).toBeLessThan(12_000_000);
});

test("what the program imports is in it, or is a dependency", async () => {
  const imported = (await sources()).flatMap((source) =>
    [...source.matchAll(/(?:^import [^;"]*|\bimport\()"([^".][^"]*)"/gm)].map(([, name = ""]) => name),
  );
  const packages = new Set(imported.filter((name) => !name.startsWith("node:") && !builtIn.has(name)));
  expect(packages).toEqual(new Set(Object.keys(packageJson.dependencies)));
});

test("every package that is built in has its licence in it", async () => {
  const licences = await readFile(new URL("dist/THIRD_PARTY_LICENSES.txt", root), "utf8");
  const named = new Set(
    [...licences.matchAll(/^-{80}\n(\S+) \S+ \(.+\)\n-{80}\n/gm)].map(([, name]) => name),
  );
  const modules = (await sources()).flatMap((source) =>
    [...source.matchAll(/^\/\/(?:#region)? .*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm)].map(
      ([, name]) => name,
    ),
  );
  expect(modules.length).toBeGreaterThan(100);
  expect(named).toEqual(new Set(modules));
});

async function sources(): Promise<readonly string[]> {
  const dist = new URL("dist/", root);
  const files = (await readdir(dist)).filter((file) => file.endsWith(".js"));
  return Promise.all(files.map((file) => readFile(new URL(file, dist), "utf8")));
}
