import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { effectiveOf } from "../../src/config/effective.ts";
import { linesOf } from "../../src/config/effective-lines.ts";
import { settings } from "../../src/config/settings.ts";
import { temporaryDirectory } from "../directory.ts";
import { type Start, load, write } from "./loading.ts";

async function rowOf(setting: string, start: Start) {
  return effectiveOf(await load(start)).find((row) => row.setting === setting);
}

describe("where a value is from", () => {
  const file = "http:\n  port: 1\naccounts:\n  prod: { apiKey: hunter1, apiSecret: hunter2, region: jp1 }";

  test.for([
    ["http.port", {}, { value: "3939", layer: "default", source: "default" }],
    ["http.port", { file }, { value: "1", layer: "file", source: "sss-ops.yaml:2" }],
    ["http.port", { file, environment: { SSS_OPS_PORT: "2" } }, { value: "2", source: "SSS_OPS_PORT" }],
    ["http.port", { file, flags: { set: ["SSS_OPS_PORT=3"] } }, { value: "3", source: "--set SSS_OPS_PORT" }],
    [
      "mcp.profile",
      { flags: { profile: "search" } },
      { value: "search", layer: "flag", source: "--profile" },
    ],
    ["mcp.profile", {}, { value: "full", layer: "default" }],
    ["accounts.prod.apiSecret", { file }, { value: "(set)", source: "sss-ops.yaml:4" }],
    ["accounts.prod.sssUrl", { file }, { value: "https://sss-jp1-ecl.api.ntt.com/api", source: "default" }],
    [
      "store.directory",
      { environment: { XDG_STATE_HOME: "/s" } },
      { value: "/s/sss-ops", source: "default" },
    ],
    ["slack.team", {}, { layer: "unset", source: "unset" }],
    ["policy", { file: "policy: { readOnly: true }" }, { value: "(in the file)", source: "sss-ops.yaml:1" }],
  ] as const)("%s of %j", async ([setting, start, expected]) => {
    expect(await rowOf(setting, start)).toMatchObject(expected);
  });

  test("every setting has its row, under a name of its own", async () => {
    const rows = effectiveOf(await load({ environment: { SSS_API_KEY: "k", SSS_API_SECRET: "s" } }));
    expect(rows).toHaveLength(settings.length);
    expect(new Set(rows.map(({ setting }) => setting)).size).toBe(rows.length);
  });
});

test("no secret is shown, wherever it is set", async () => {
  const directory = await temporaryDirectory();
  const path = await write(join(directory, "secret"), "hunter2hunter2hunter2");
  const environment = {
    SSS_API_KEY: "hunter2",
    SSS_API_SECRET: "hunter2",
    SSS_OPS_SECRET_KEY: "hunter2".repeat(6),
    DATABASE_URL: "postgresql://u:hunter2@db/x",
    SLACK_BOT_TOKEN: "xoxb-hunter2",
    SLACK_SIGNING_SECRET_FILE: path,
    SSS_OPS_OAUTH_AUDIENCE: "https://u:hunter2@aud.example",
  };
  const loaded = await load({ directory, environment });
  const rows = effectiveOf(loaded);
  expect(JSON.stringify(rows)).not.toContain("hunter2");
  expect(rows).toContainEqual(
    expect.objectContaining({ setting: "slack.signingSecret", value: `(set, from ${path})` }),
  );
});

describe("the table", () => {
  test("has its columns under one another, and says which file is read", async () => {
    const directory = await temporaryDirectory();
    const loaded = await load({ directory, file: "oauth:\n  audience: 監査" });
    const lines = linesOf(effectiveOf(loaded), loaded);
    expect(lines[0]).toBe(`The file ${join(directory, "sss-ops.yaml")} is read.`);
    expect(lines[1]).toBe("No account is set: the built-in sandbox is used.");
    const row = (name: string) => lines.find((line) => line.startsWith(name)) ?? "";
    expect(row("oauth.audience").indexOf("sss-ops.yaml:2") + "監査".length).toBe(
      row("setting").indexOf("source"),
    );
  });

  test("holds nothing that steers a terminal", async () => {
    const loaded = await load({ file: 'oauth: { audience: "a\\e[2J\\x9b\\u202Eb\\nc" }' });
    const lines = linesOf(effectiveOf(loaded), loaded);
    expect(lines.find((line) => line.startsWith("oauth.audience"))).toContain(
      "a\\u{1b}[2J\\u{9b}\\u{202e}b\\u{a}c",
    );
  });
});
