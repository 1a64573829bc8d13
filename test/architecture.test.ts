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
  "src/policy": ["tools", "src/config", "src/gate", "zod", "node:"],
  "src/terminal": ["tools", "src/access", "src/gate", "src/policy", "src/store", "node:"],
  "src/telemetry": [
    "tools",
    "src/config",
    "src/gate",
    "src/http",
    "src/mcp",
    "src/slack",
    "src/sss",
    "pino",
    "pino-pretty",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-base",
    "node:",
  ],
  "src/config": [
    "tools",
    "src/gate",
    "src/http",
    "src/sss",
    "src/store",
    "fastest-levenshtein",
    "string-width",
    "yaml",
    "zod",
    "node:",
  ],
  "src/once.ts": [],
  "src/accounts": ["tools", "src/config", "src/once.ts", "src/sandbox", "src/sss", "src/store", "node:"],
  "src/house": [
    "tools",
    "src/accounts",
    "src/config",
    "src/gate",
    "src/once.ts",
    "src/policy",
    "src/sss",
    "src/store",
    "node:",
  ],
  "src/web": ["tools", "src/gate", "src/store", "zod", "hono", "openid-client", "node:"],
  "src/serving": [
    "tools",
    "src/access",
    "src/config",
    "src/gate",
    "src/house",
    "src/http",
    "src/mcp",
    "src/sandbox",
    "src/slack",
    "src/store",
    "src/web",
    "node:",
  ],
  "src/demo": ["src/sandbox", "@modelcontextprotocol/client", "node:"],
  "src/doctor": [
    "tools",
    "src/access",
    "src/accounts",
    "src/config",
    "src/gate",
    "src/mcp",
    "src/policy",
    "src/slack",
    "src/sss",
    "src/store",
    "node:",
  ],
  "src/commands": [
    "src/accounts",
    "src/house",
    "src/http",
    "src/config",
    "src/demo",
    "src/doctor",
    "src/telemetry",
    "src/mcp",
    "src/sandbox",
    "src/policy",
    "src/serving",
    "src/web",
    "src/slack",
    "src/store",
    "src/terminal",
    "commander",
    "#package",
    "node:",
  ],
  "src/cli.ts": ["src/commands", "src/config", "commander"],
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
