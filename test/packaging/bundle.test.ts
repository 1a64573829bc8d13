import { readFileSync } from "node:fs";
import { MANIFEST_SCHEMAS, getMcpConfigForManifest } from "@anthropic-ai/mcpb/node";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import manifest from "../../.mcpb/manifest.json" with { type: "json" };
import packageJson from "../../package.json" with { type: "json" };
import { configFrom } from "../../src/config/load.ts";
import { settingOf } from "./known-settings.ts";

const { env } = manifest.server.mcp_config;
const asked: Record<string, { readonly title: string; readonly sensitive?: boolean }> = manifest.user_config;

test("its manifest fits the newest schema of MCP bundles", () => {
  const path = "../../node_modules/@anthropic-ai/mcpb/schemas/mcpb-manifest-v0.4.schema.json";
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const fits = ajv.compile(JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as object);
  fits(manifest);
  expect(fits.errors ?? []).toEqual([]);
});

test("its manifest says what the package says", () => {
  const { name, version, license, bin, engines } = packageJson;
  expect(manifest).toMatchObject({
    name,
    version,
    license,
    server: { entry_point: bin["sss-ops"], mcp_config: { args: [`\${__dirname}/${bin["sss-ops"]}`, "mcp"] } },
    compatibility: { runtimes: { node: engines.node } },
  });
});

test("what it asks a person for are settings, each handed on under its name, and kept as a secret where it is one", () => {
  const handedOn = Object.entries(env).map(([variable, value]) => [
    /^\$\{user_config\.(\w+)\}$/.exec(value)?.[1],
    settingOf(variable).isSecret ?? false,
  ]);
  expect(handedOn).toEqual(Object.entries(asked).map(([name, { sensitive = false }]) => [name, sensitive]));
});

test("nothing has to be filled in", async () => {
  const config = await getMcpConfigForManifest({
    manifest: MANIFEST_SCHEMAS["0.4"].parse(manifest),
    extensionPath: "/bundle",
    systemDirs: {},
    userConfig: {},
    pathSeparator: "/",
  });
  expect(config?.args).toEqual(["/bundle/dist/cli.js", "mcp"]);
  expect(configFrom(config?.env ?? {})).toEqual(configFrom({}));
});
