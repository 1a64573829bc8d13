import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Which room may import what: other rooms, and packages. A room not listed may not exist. */
const mayImport: Record<string, readonly string[]> = {
  tools: ["zod"],
  "src/sss": ["tools", "undici", "zod", "node:"],
  "src/store": ["kysely", "@photostructure/sqlite", "pg", "zod", "node:"],
  "src/gate": ["tools", "src/sss", "src/store", "fastest-levenshtein", "yaml", "zod", "node:"],
  "src/sandbox": ["tools", "zod", "hono", "@hono/node-server", "ws", "node:"],
  "src/access": ["tools", "src/store", "jose", "node:"],
  "src/http": ["@hono/node-server", "node:"],
  "src/mcp": [
    "tools",
    "src/access",
    "src/gate",
    "zod",
    "@modelcontextprotocol/server",
    "fastest-levenshtein",
    "gpt-tokenizer",
    "minisearch",
    "node:",
  ],
  "src/slack": [
    "tools",
    "src/gate",
    "src/store",
    "zod",
    "@slack/bolt",
    "fastest-levenshtein",
    "string-width",
    "node:",
  ],
  "src/terminal": ["tools", "src/access", "src/gate", "src/store", "node:"],
  "src/hosts.ts": [],
  "src/log.ts": [],
  "src/settings.ts": ["tools", "src/http", "src/sss", "zod", "node:"],
  "src/config.ts": ["tools", "src/gate", "src/settings.ts", "src/sss", "src/store", "node:"],
  "src/compose.ts": ["tools", "src/config.ts", "src/gate", "src/sss", "src/store", "src/sandbox", "node:"],
  "src/web": ["tools", "src/gate", "src/store", "zod", "hono", "openid-client", "node:"],
  "src/health.ts": ["tools", "src/compose.ts", "src/gate", "src/web"],
  "src/serve.ts": ["src/access", "src/compose.ts", "src/config.ts", "src/http", "src/mcp"],
  "src/slack-sandbox.ts": ["src/config.ts", "src/gate", "src/sandbox", "src/slack"],
  "src/demo": ["src/sandbox", "@modelcontextprotocol/client", "node:"],
  "src/commands": [
    "src/compose.ts",
    "src/config.ts",
    "src/demo",
    "src/hosts.ts",
    "src/log.ts",
    "src/mcp",
    "src/sandbox",
    "src/health.ts",
    "src/serve.ts",
    "src/web",
    "src/slack",
    "src/slack-sandbox.ts",
    "src/store",
    "src/terminal",
    "commander",
    "#package",
    "node:",
  ],
  "src/cli.ts": ["src/commands", "src/config.ts", "commander"],
};

const files = ["src", "tools"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`),
);

test.for(files)("%s imports only what its room may", (file) => {
  const room = roomOf(file);
  const allowed = mayImport[room];
  expect(allowed, `the room ${room} is not in the table`).toBeDefined();
  const strangers = importsOf(file).filter(
    (imported) => imported !== room && !allowed?.some((entry) => isWithin(imported, entry)),
  );
  expect(strangers).toEqual([]);
});

test("every room of the table exists", () => {
  expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(mayImport)));
});

/** The rooms and packages a file imports, statically or not, types included. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(root, file), "utf8");
  const specifiers = source.matchAll(
    /(?:^import\b[^;"]*|^export (?:type )?(?:\*|\{)[^;"]*\bfrom |\bimport\(|\bcreateRequire\([^)]*\)\()\s*"([^"]+)"/gm,
  );
  return [...specifiers].map(([, specifier = ""]) =>
    specifier.startsWith(".") ? roomOf(normalize(join(dirname(file), specifier))) : specifier,
  );
}

function roomOf(path: string): string {
  const [top = "", second = ""] = relative(".", path).split("/");
  return top === "src" ? `src/${second}` : top;
}

function isWithin(imported: string, entry: string): boolean {
  return imported === entry || imported.startsWith(entry.endsWith(":") ? entry : `${entry}/`);
}
