import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { defaultOf } from "../../src/config/setting.ts";
import { regions } from "../../src/sss/endpoints.ts";
import schema from "../fixtures/mcp-server.schema.json" with { type: "json" };
import { settingOf } from "./known-settings.ts";

/** What somebody who starts it from the registry may want to set; the rest stands in the README. */
const offered = {
  SSS_API_KEY: {},
  SSS_API_SECRET: {},
  SSS_REGION: { choices: regions },
  SSS_OPS_PROFILE: {},
  SSS_OPS_READ_ONLY: { format: "boolean" },
  SSS_OPS_POLICY: {},
  SSS_OPS_DOORS: {},
  DATABASE_URL: {},
} as const;

test("server.json says what the package and the settings say; npm run docs writes it", async () => {
  await expect(`${JSON.stringify(server(), undefined, 2)}\n`).toMatchFileSnapshot("../../.mcp/server.json");
});

test("server.json fits the registry's schema", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const fits = ajv.compile(withoutStrayKeys());
  fits(server());
  expect(fits.errors ?? []).toEqual([]);
});

function server() {
  const { name, version, mcpName, publishConfig } = packageJson;
  return {
    $schema: schema.$id,
    name: mcpName,
    title: "SSS operations",
    description: "Administer NTT's SSS (Smart Data Platform): every write with a person's consent.",
    version,
    packages: [
      {
        registryType: "npm",
        registryBaseUrl: publishConfig.registry.replace(/\/$/, ""),
        identifier: name,
        version,
        runtimeHint: "npx",
        packageArguments: [{ type: "positional", value: "mcp" }],
        transport: { type: "stdio" },
        environmentVariables: Object.entries(offered).map(toVariable),
      },
    ],
  };
}

function toVariable([name, more]: readonly [string, object]) {
  const setting = settingOf(name);
  const value = defaultOf(setting);
  return {
    name,
    description: setting.what.en,
    ...(value === "" ? {} : { default: value }),
    ...(setting.isSecret === true ? { isSecret: true } : {}),
    ...(setting.isPath === true ? { format: "filepath" } : {}),
    ...more,
  };
}

/** The schema lets keys pass that it does not know, and so would let a misspelt one. */
function withoutStrayKeys(): object {
  const { Package, ServerDetail, ...others } = schema.definitions;
  const closed = { additionalProperties: false };
  return {
    ...schema,
    definitions: {
      ...others,
      Package: { ...Package, ...closed },
      ServerDetail: { ...ServerDetail, ...closed },
    },
  };
}
