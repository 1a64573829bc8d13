import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { keyIn } from "../../src/store/keys.ts";
import { temporaryDirectory } from "../directory.ts";
import { openTestHouse } from "../house.ts";

/** Runs the built program with few files that may be open. */
function doctor(environment: Record<string, string>, ...words: string[]) {
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const command = ["ulimit -n 512;", "exec", process.execPath, "dist/cli.js", "doctor", ...words].join(" ");
  return new Promise<{ readonly code: number | null; readonly out: string }>((resolve) => {
    const child = execFile("/bin/sh", ["-c", command], { env }, (_error, out) =>
      resolve({ code: child.exitCode, out }),
    );
  });
}

test("the program tells by its exit code how it is, and by its report what to do", async () => {
  const home = { HOME: await temporaryDirectory() };
  const [fine, faulty, unfit] = await Promise.all([
    doctor(home),
    doctor({ ...home, NODE_TLS_REJECT_UNAUTHORIZED: "0" }, "--json"),
    doctor({ ...home, SSS_OPS_PORT: "many" }),
  ]);
  expect(fine.code).toBe(0);
  expect(fine.out).toMatch(/Only 512 files and sockets may be open at once\.\n +fix: ulimit -n 65536/);
  expect(fine.out).not.toContain("\u001B");
  expect(faulty.code).toBe(1);
  expect(JSON.parse(faulty.out)).toMatchObject({ format: 1, state: "fault", sandbox: true });
  expect(unfit.code).toBe(2);
  expect(unfit.out).toContain("SSS_OPS_PORT");
});

test("what hangs in the system itself keeps the program from ending no longer than from telling", async () => {
  const { config, start, close } = await openTestHouse();
  await start();
  await close();
  const key = keyIn(config.stateDirectory);
  await rm(key);
  // A pipe that nobody writes to is waited for like a disk that is gone.
  await promisify(execFile)("mkfifo", [key]);
  const { code, out } = await doctor({ SSS_OPS_STATE_DIR: config.stateDirectory });
  expect(code).toBe(1);
  expect(out).toMatch(/FAULT +Store +No answer within/);
});
