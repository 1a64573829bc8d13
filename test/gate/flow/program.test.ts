import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toHead } from "../../../src/commands/flags.ts";
import { temporaryDirectory } from "../../directory.ts";
import { type TestHouse, environmentOf, openTestHouse } from "../../house.ts";
import { connect, consents } from "../../mcp/clients.ts";
import { policyFile, run, taro, tenantOf, ticketFor } from "./flow.ts";

const key = "a key for the program and the test both";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program to its end. */
function sssOps(environment: Record<string, string>, ...words: string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["dist/cli.js", ...words], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

/** Runs the program on a terminal of its own, at which a person types one line; gives all that stands there. */
async function atTerminal(
  environment: Record<string, string>,
  line: string,
  ...words: string[]
): Promise<string> {
  const command = [process.execPath, "dist/cli.js", ...words].join(" ");
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const terminal = spawn("/usr/bin/script", ["-qefc", command, "/dev/null"], { env });
  let seen = "";
  terminal.stdout.on("data", (chunk: Buffer) => {
    const isFirst = !seen.includes("Name: ");
    seen += chunk.toString();
    if (isFirst && seen.includes("Name: ")) terminal.stdin.write(`${line}\n`);
  });
  await once(terminal, "close");
  return seen;
}

/** A house with one finished write, and the environment under which the program shares its store and account. */
async function shared() {
  const policy = `people: [{ principal: "local:${userInfo().username}", mayApprove: true }]\n`;
  const settings = {
    SSS_OPS_SECRET_KEY: key,
    SSS_OPS_POLICY: await policyFile(policy),
    SSS_OPS_DOORS: "terminal",
  };
  const house = await openTestHouse({ environment: settings });
  const { stateDirectory } = house.config;
  const environment = { ...environmentOf(house.sandbox), ...settings, SSS_OPS_STATE_DIR: stateDirectory };
  await updateTenant(house, '本番 "通販", 2026');
  return { house, environment };
}

async function updateTenant(house: TestHouse, description: string, client = taro.client): Promise<void> {
  const actor = { ...taro, ...(client === undefined ? {} : { client }) };
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description };
  await run(house, await ticketFor(house, "update_tenant", input, actor));
}

test("tickets list, show, approve and deny work on what another process opened", async () => {
  const { house, environment } = await shared();
  const waiting = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  const listed = await sssOps(environment, "tickets", "list");
  expect(listed.out.trim().split("\n")).toEqual([
    expect.stringContaining(`${waiting.id}\topen\tdelete_tenant`),
    expect.stringContaining("\tdone\tupdate_tenant"),
  ]);
  const shown = await sssOps(environment, "tickets", "show", waiting.id);
  expect(JSON.parse(shown.out)).toMatchObject({ state: "open", question: { name: "hoshino-batch" } });
  const approved = await sssOps(environment, "tickets", "approve", waiting.id);
  expect(approved).toMatchObject({ code: 3, err: expect.stringContaining("by a person on a terminal") });
  const denied = await sssOps(environment, "tickets", "deny", waiting.id, "--reason", "まだ早い");
  expect(denied.code).toBe(0);
  expect(await house.gate.find(waiting.id)).toMatchObject({
    state: "denied",
    decided: { by: { principal: `local:${userInfo().username}` }, reason: "まだ早い" },
  });
});

// The flags of `script` are those of util-linux.
test.runIf(process.platform === "linux")(
  "what an assistant asked over stdio a person answers on a real terminal, by typing the name",
  async () => {
    const { house, environment } = await shared();
    const settings = { ...environment, SSS_OPS_POLICY: "" };
    const client = await connect("modern", { kind: "stdio", environment: settings });
    const { id, name } = tenantOf(house, "hoshino-batch");
    const asked = await client.call("delete_tenant", { tenant_id: id });
    const { ticket_id: ticketId } = asked.structuredContent as { ticket_id: string };
    // It goes into a command line as it is.
    expect(ticketId).toMatch(/^[0-9a-f]{32}$/);
    const waiting = client.call("get_ticket", { ticket_id: ticketId, wait_seconds: 40 });
    expect(await atTerminal(settings, name, "tickets", "approve", ticketId)).toContain(
      "To confirm, type: hoshino-batch",
    );
    expect((await waiting).structuredContent).toMatchObject({ state: "done" });
    expect(house.sandbox.calls.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  },
);

test("what an stdio client asked under an approver its own user cannot answer on the terminal", async () => {
  const { house, environment } = await shared();
  const policy = await policyFile('people: [{ principal: "local:boss", mayApprove: true }]\n');
  const settings = { ...environment, SSS_OPS_POLICY: policy };
  const client = await connect("legacy", { kind: "stdio", environment: settings }, consents);
  const asked = await client.call("delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  const { ticket_id: ticketId } = asked.structuredContent as { ticket_id: string };
  const denied = await sssOps(settings, "tickets", "deny", ticketId);
  expect(denied).toMatchObject({ code: 3, err: expect.stringContaining("denied (own_request)") });
  expect(await client.call("get_ticket", { ticket_id: ticketId })).toMatchObject({
    structuredContent: { state: "open" },
  });
});

test("audit verify holds the chain against a head noted elsewhere, and says what does not fit", async () => {
  const { house, environment } = await shared();
  const { seq, hash } = await (await house.store()).audit.head();
  const verified = await sssOps(environment, "audit", "verify", "--head", `${seq}:${hash}`);
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.out)).toEqual({ ok: true, rows: 4, head: hash });
  const cut = await sssOps(environment, "audit", "verify", "--head", `${seq + 1}:${hash}`);
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.out)).toMatchObject({ ok: false, seq: seq + 1 });
});

test("audit verify refuses what is no head instead of passing it over", async () => {
  const { environment } = await shared();
  const { code, err } = await sssOps(environment, "audit", "verify", "--head=nonsense");
  expect(code).toBe(2);
  expect(err).toContain("SEQ:HASH");
});

test.for(["nonsense", "4", ":", "4:xyz", "-1:00"])("%j is no head", (head) => {
  expect(() => toHead(head)).toThrow("SEQ:HASH");
});

test("audit tail and search write the rows that fit", async () => {
  const { house, environment } = await shared();
  const waiting = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  const rowsOf = async (...words: string[]) => {
    const { out } = await sssOps(environment, "audit", ...words);
    return out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  expect(await rowsOf("tail", "-n", "2")).toMatchObject([{ event: "ended" }, { event: "asked" }]);
  expect(await rowsOf("search", "--ticket", waiting.id)).toMatchObject([{ operation: "delete_tenant" }]);
  expect(await rowsOf("search", "--actor", "local:taro", "--operation", "update_tenant")).toHaveLength(4);
  expect(await rowsOf("search", "--actor", "local:nobody")).toEqual([]);
});

test("an audit export to CSV keeps quotes and Japanese, and no cell is a formula", async () => {
  const { house, environment } = await shared();
  await updateTenant(house, "x", { name: '=HYPERLINK("http://evil.example","click")', version: "1" });
  const { out } = await sssOps(environment, "audit", "export", "--format", "csv");
  const [head = [], ...rows] = parseCsv(out);
  expect(head).toEqual("seq,at,event,operation,principal,face,client,ticket_id,details,hash".split(","));
  expect(rows).toHaveLength(8);
  const records = rows.map((row) => Object.fromEntries(row.map((cell, index) => [head[index], cell])));
  expect(JSON.parse(records[0]?.["details"] ?? "")).toMatchObject({
    input: { description: '本番 "通販", 2026' },
  });
  expect(records[4]?.["client"]).toBe(`'=HYPERLINK("http://evil.example","click") 1`);
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
});

test("store info, export, import and backup carry everything over", async () => {
  const { environment } = await shared();
  const directory = await temporaryDirectory();
  const file = join(directory, "export.jsonl");
  const info = JSON.parse((await sssOps(environment, "store", "info")).out) as Record<string, unknown>;
  expect(info).toMatchObject({ tickets: { done: 1 }, auditRows: 4, engine: expect.stringMatching(/SQLite/) });
  expect(await sssOps(environment, "store", "export", file)).toMatchObject({ code: 0 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).not.toContain("hoshino-web");
  const again = await sssOps(environment, "store", "export", file);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining(file) });

  const elsewhere = { ...environment, SSS_OPS_STATE_DIR: join(directory, "elsewhere") };
  expect(await sssOps(elsewhere, "store", "import", file)).toMatchObject({ code: 0 });
  const { where: _there, ...arrived } = JSON.parse((await sssOps(elsewhere, "store", "info")).out);
  const { where: _here, ...left } = info;
  expect(arrived).toEqual(left);
  expect(await sssOps(elsewhere, "audit", "verify")).toMatchObject({ code: 0 });
  const full = await sssOps(elsewhere, "store", "import", file);
  expect(full.code).toBe(1);

  const copy = join(directory, "copy.db");
  expect(await sssOps(environment, "store", "backup", copy)).toMatchObject({ code: 0 });
  expect((await stat(copy)).mode & 0o777).toBe(0o600);
});

test("a store import says which file is not there, and takes nothing from one that was changed", async () => {
  const { environment } = await shared();
  const directory = await temporaryDirectory();
  const elsewhere = { ...environment, SSS_OPS_STATE_DIR: join(directory, "elsewhere") };
  const missing = await sssOps(elsewhere, "store", "import", join(directory, "missing.jsonl"));
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining("missing.jsonl") });
  const file = join(directory, "export.jsonl");
  await sssOps(environment, "store", "export", file);
  await writeFile(file, (await readFile(file, "utf8")).replace("update_tenant", "delete_tenant"));
  expect(await sssOps(elsewhere, "store", "import", file)).toMatchObject({ code: 1 });
  const { out } = await sssOps(elsewhere, "store", "info");
  expect(JSON.parse(out)).toMatchObject({ tickets: {}, auditRows: 0 });
});

/** Rows of cells, as RFC 4180 has them. */
function parseCsv(text: string): string[][] {
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}
