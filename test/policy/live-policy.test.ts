import { execFile } from "node:child_process";
import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { PolicyError } from "../../src/gate/policy-file.ts";
import type { PolicySettings } from "../../src/config/config.ts";
import { type LivePolicy, openPolicy } from "../../src/policy/live-policy.ts";
import { temporaryDirectory } from "../directory.ts";

const boss = 'people: [{ principal: "local:boss", mayApprove: true }]\n';
const frugal = "breaker: { destroys: 1 }\n";

test("a file that is written anew is in force a moment later, and what it warns of is told", async () => {
  const { file, live, heard } = await watched(boss);
  const former = live.current();
  await writeFile(file, `${frugal}${boss.replace("local:boss", "slack:T1/U1")}`);
  const [line, warning] = [await heard(), await heard()];
  const { version, breaker } = live.current();
  expect(breaker.destroys).toBe(1);
  expect(line).toBe(`Policy: version ${version} is in force, in the place of ${former.version}.`);
  expect(warning).toContain("nothing tells who slack:T1/U1 are");
  expect(former.breaker.destroys).toBe(5);
});

test("a file that does not fit leaves the former policy in force, with every fault told and shown", async () => {
  const { file, live, heard } = await watched(boss);
  const { version } = live.current();
  await writeFile(file, "readOnly: perhaps\nrulez: []\n");
  const told = await heard();
  expect(told).toContain(`Policy: version ${version} stays in force`);
  expect(told).toContain("readOnly: ");
  expect(told).toContain('"rulez"');
  expect(live.state()).toMatchObject({ version, file, faults: [expect.any(String), expect.any(String)] });
  expect(live.current().people).toHaveLength(1);

  await writeFile(file, `# mended\n${boss}`);
  expect(await heard()).toBe(`Policy: version ${version} stays in force; what is written says the same.`);
  expect(live.state().faults).toEqual([]);
});

describe("a policy stays in force", () => {
  test.for<[string, (file: string) => Promise<void>, string]>([
    ["as its file is emptied", (file) => writeFile(file, ""), "write {} for the default policy"],
    ["with only comments left", (file) => writeFile(file, "# people:\n"), "write {} for the default policy"],
    ["as its file is gone", (file) => rm(file), "there is no such file"],
    ["as its folder is gone", (file) => rm(dirname(file), { recursive: true }), "there is no such file"],
    ["as a folder is put in its place", replacedByFolder, "it is a directory"],
    ["as it grows beyond measure", (file) => writeFile(file, "#".repeat(1_100_000)), "larger than 1024 KiB"],
  ])("%s", async ([, act, word]) => {
    const { file, live, heard } = await watched(boss);
    await act(file);
    expect(await heard()).toContain(word);
    expect(live.current().people).toHaveLength(1);
  });
});

test("a file that another one takes the place of is heard of, again and again", async () => {
  const { file, live, heard } = await watched(boss);
  for (const destroys of [1, 2, 3]) {
    await writeFile(`${file}.new`, `breaker: { destroys: ${destroys} }\n`);
    await rename(`${file}.new`, file);
    await heard();
    expect(live.current().breaker.destroys).toBe(destroys);
  }
});

test("a file is heard of whose folder was gone meanwhile, or is another one", async () => {
  const { file, live, heard } = await watched(boss);
  await rm(dirname(file), { recursive: true });
  await heard();
  await mkdir(dirname(file));
  await writeFile(file, frugal);
  await heard();
  expect(live.current().breaker.destroys).toBe(1);

  await mkdir(`${dirname(file)}.new`);
  await writeFile(`${dirname(file)}.new/policy.yaml`, boss);
  await rm(dirname(file), { recursive: true });
  await rename(`${dirname(file)}.new`, dirname(file));
  await heard();
  expect(live.current().people).toHaveLength(1);
});

test("a directory that is swapped as Kubernetes does it is heard of, again and again", async () => {
  const directory = await temporaryDirectory();
  const put = async (version: number, text: string) => {
    await mkdir(join(directory, `..${version}`));
    await writeFile(join(directory, `..${version}`, "policy.yaml"), text);
    await symlink(`..${version}`, join(directory, "..data_tmp"));
    await rename(join(directory, "..data_tmp"), join(directory, "..data"));
    await rm(join(directory, `..${version - 1}`), { recursive: true, force: true });
  };
  await put(0, boss);
  const file = join(directory, "policy.yaml");
  await symlink(join("..data", "policy.yaml"), file);
  const { live, heard } = await watch({ file });
  for (const destroys of [1, 2]) {
    await put(destroys, `breaker: { destroys: ${destroys} }\n`);
    await heard();
    expect(live.current().breaker.destroys).toBe(destroys);
  }
});

test("SIGHUP has it read at once, and says so where all stays as it is", async () => {
  const { live, heard } = await watched(boss);
  process.emit("SIGHUP");
  expect(await heard()).toBe(
    `Policy: version ${live.current().version} stays in force; what is written says the same.`,
  );
});

test("what further settings say stays on top of what the file comes to say", async () => {
  const file = await written(boss);
  const settings = { file, readOnly: true, deny: ["delete_contract"] };
  const live = await openPolicy(settings, () => 7);
  await writeFile(file, `${frugal}deny: [list_users]\n`);
  expect(await live.reload()).toMatchObject({ kind: "taken" });
  expect(live.current()).toMatchObject({
    readOnly: true,
    deny: ["list_users", "delete_contract"],
    people: [],
  });
});

test("a policy in the file of settings is read anew from there", async () => {
  const file = await written(`policy:\n  ${boss}`);
  const inline = { content: { breaker: { destroys: 3 } }, file };
  const live = await openPolicy({ inline, readOnly: false, deny: [] }, () => 7);
  expect(live.current()).toMatchObject({ breaker: { destroys: 3 }, people: [] });
  expect(await live.reload()).toMatchObject({ kind: "taken" });
  expect(live.current().people).toHaveLength(1);
  await writeFile(file, "{}\n");
  expect(await live.reload()).toMatchObject({ kind: "refused" });
});

test("many readings at once end with what is written at the end", async () => {
  const file = await written(boss);
  const live = await openPolicy({ file, readOnly: false, deny: [] }, () => 7);
  const readings = [1, 2, 3].map(async (destroys) => {
    await writeFile(file, `breaker: { destroys: ${destroys} }\n`);
    return live.reload();
  });
  await Promise.all(readings);
  await live.reload();
  expect(await live.reload()).toMatchObject({ kind: "same" });
});

test("at the start a policy that does not fit is refused", async () => {
  const file = await written("readOnly: perhaps\n");
  await expect(openPolicy({ file, readOnly: false, deny: [] }, () => 7)).rejects.toThrow(PolicyError);
  const none = { file: `${file}.none`, readOnly: false, deny: [] };
  await expect(openPolicy(none, () => 7)).rejects.toThrow(/cannot be read/);
  const empty = { file: await written("# nothing yet\n"), readOnly: false, deny: [] };
  await expect(openPolicy(empty, () => 7)).rejects.toThrow("write {} for the default policy");
});

test.runIf(process.platform === "linux")("a pipe in the place of the file is not waited for", async () => {
  const { file, live, heard } = await watched(boss);
  await rm(file);
  await promisify(execFile)("mkfifo", [file]);
  expect(await heard()).toContain("it is a pipe");
  expect(live.current().people).toHaveLength(1);
});

test("one that is closed before its file is watched does not listen to signals", async () => {
  const before = process.listenerCount("SIGHUP");
  const live = await openPolicy({ file: await written(boss), readOnly: false, deny: [] }, () => 7);
  const watching = live.watch(() => undefined);
  live.close();
  await watching;
  expect(process.listenerCount("SIGHUP")).toBe(before);
});

async function replacedByFolder(file: string): Promise<void> {
  await rm(file);
  await mkdir(file);
}

async function written(text: string): Promise<string> {
  const file = join(await temporaryDirectory(), "policy.yaml");
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

async function watched(text: string) {
  const file = await written(text);
  return { file, ...(await watch({ file })) };
}

/** A policy that follows its file until the test ends; `heard` gives the next line that is told. */
async function watch(settings: Partial<PolicySettings>): Promise<{
  live: LivePolicy;
  heard: () => Promise<string>;
}> {
  const live = await openPolicy({ readOnly: false, deny: [], ...settings }, () => 7);
  onTestFinished(() => live.close());
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  await live.watch((line) => {
    const wake = waiting.shift();
    if (wake === undefined) lines.push(line);
    else wake(line);
  });
  const heard = async () => lines.shift() ?? new Promise<string>((resolve) => waiting.push(resolve));
  return { live, heard };
}
