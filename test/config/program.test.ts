import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../directory.ts";
import { write } from "./loading.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program to its end, without the settings of whoever runs the tests. */
function sssOps(home: string, ...words: string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["dist/cli.js", ...words], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

test("a file and flags are taken by commands, and shown by config", async () => {
  const home = await temporaryDirectory();
  const file = await write(join(home, "ops.yaml"), "http: { port: 4000 }\nmcp: { profile: users }\n");
  const flags = ["--config", file, "--set", "slack.language=ja", "--set", "readOnly=true"];
  const [shown, tools, wrong] = await Promise.all([
    sssOps(home, "config", "--json", ...flags),
    sssOps(home, "tools", "--json", ...flags, "--set", `store.directory=${home}`),
    sssOps(home, "config", "--config", file, "--set", "SSS_API_SECRET=hunter2", "--set", "http.prot=1"),
  ]);
  expect(shown).toMatchObject({ code: 0, err: "" });
  const { settings } = JSON.parse(shown.out) as { readonly settings: readonly unknown[] };
  expect(settings).toContainEqual({
    setting: "http.port",
    value: "4000",
    layer: "file",
    source: `${file}:1`,
  });
  expect(settings).toContainEqual({
    setting: "readOnly",
    value: "true",
    layer: "flag",
    source: "--set readOnly",
  });
  expect(tools.out).toContain("list_users");
  expect(tools.out).not.toMatch(/create_user|list_tenants/);
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.err).toMatch(/--set SSS_API_SECRET: .*\n {2}--set http\.prot: .*is http\.port meant/);
  expect(wrong.err).not.toContain("hunter2");
});
