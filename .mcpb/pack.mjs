// Packs the built program as an MCP bundle: node .mcpb/pack.mjs [FILE]
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getMcpConfigForManifest, packExtension } from "@anthropic-ai/mcpb/cli";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = process.argv[2] ?? join(root, ".mcpb", "sss-ops.mcpb");

// What the program needs to run: itself, and the one package with native code, built for every platform.
const parts = [
  "LICENSE",
  "package.json",
  "dist",
  "node_modules/@photostructure/sqlite/LICENSE",
  "node_modules/@photostructure/sqlite/package.json",
  "node_modules/@photostructure/sqlite/dist",
  "node_modules/@photostructure/sqlite/prebuilds",
  "node_modules/node-gyp-build",
];

const folder = await mkdtemp(join(tmpdir(), "sss-ops-mcpb-"));
try {
  await Promise.all(parts.map(copy));
  const manifest = JSON.parse(await readFile(join(root, ".mcpb/manifest.json"), "utf8"));
  const tools = await toolsOf(manifest);
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, tools }, undefined, 2));
  if (!(await packExtension({ extensionPath: folder, outputPath: output, silent: true })))
    throw new Error("mcpb does not take the bundle.");
  process.stdout.write(`${output}: ${tools.length} tools\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function copy(part) {
  return cp(join(root, part), join(folder, part), {
    recursive: true,
    dereference: true,
    filter: (path) => !path.endsWith(".map"),
  });
}

/** What the server in the folder offers when it is started as a host would, with nothing filled in. */
async function toolsOf(manifest) {
  const { command, args, env } = await getMcpConfigForManifest({
    manifest,
    extensionPath: folder,
    systemDirs: {},
    userConfig: {},
    pathSeparator: "/",
  });
  const client = new Client({ name: "sss-ops-pack", version: manifest.version });
  await client.connect(new StdioClientTransport({ command, args, env, stderr: "ignore" }));
  try {
    const { tools } = await client.listTools();
    return tools.map(({ name, description }) => ({ name, description }));
  } finally {
    await client.close();
  }
}
