import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { variables } from "./known-settings.ts";

const path = fileURLToPath(new URL("../../.docs/sss-ops.service", import.meta.url));
const unit = readFileSync(path, "utf8");
const analyze = "/usr/bin/systemd-analyze";

test("every variable it sets is a setting", () => {
  const named = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name = ""]) => name);
  expect(named).toContain("SSS_API_KEY_FILE");
  expect(named.filter((name) => !variables.has(name))).toEqual([]);
});

test("every secret that root loads is read by the server, and by nobody else", () => {
  const loaded = [...unit.matchAll(/^LoadCredential=(\w+):\/etc\/sss-ops\/\1$/gm)].map(([, name]) => name);
  const taken = [...unit.matchAll(/^Environment=\w+_FILE=%d\/(\w+)$/gm)].map(([, name]) => name);
  expect(taken).toEqual(loaded);
});

test("the server has less time to stop than systemd gives it", () => {
  const [, own] = /^Environment=SSS_OPS_STOP_SECONDS=(\d+)$/m.exec(unit) ?? [];
  const [, granted] = /^TimeoutStopSec=(\d+)s$/m.exec(unit) ?? [];
  expect(Number(own)).toBeLessThan(Number(granted));
});

test.skipIf(!existsSync(analyze))("systemd takes it, and finds it little exposed", async () => {
  const run = promisify(execFile);
  await expect(run(analyze, ["verify", path])).resolves.toMatchObject({ stderr: "" });
  // Of 100; a service that is not hardened has 96.
  await run(analyze, ["security", "--offline=true", "--threshold=20", path]);
});
