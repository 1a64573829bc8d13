import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the Inspector's strict listing finds no error in any tool", async () => {
  const { stdout, stderr } = await promisify(execFile)("npm", ["run", "--silent", "inspect"], {
    maxBuffer: 2 ** 24,
  });
  expect(`${stdout}${stderr}`).toMatch(/\b0 errors\b/);
  expect(stdout).toContain("delete_tenant");
}, 60_000);
