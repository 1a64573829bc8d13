import { expect, onTestFinished, test, vi } from "vitest";
import { log } from "../../src/commands/process.ts";
import { withinNew } from "../../src/telemetry/scope.ts";
import { writeTo } from "../../src/telemetry/standard-error.ts";
import { openTestTelemetry } from "./open.ts";

const forged = 'Mallory\n[09:00:00] INFO: call {"outcome":"done"}\u001b[2K\u009b1A\u202e\u2028\u0000';

test("a line is JSON that names its level, its time and what it says", async () => {
  const { logs, lines } = await openTestTelemetry();
  logs.write("warn", "call", { operation: "get_user", ms: 1.5 });
  expect(lines()).toEqual([
    {
      level: "warn",
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      operation: "get_user",
      ms: 1.5,
      msg: "call",
    },
  ]);
});

test("what matters less than the level is not written", async () => {
  const { logs, lines } = await openTestTelemetry({ SSS_OPS_LOG_LEVEL: "warn" });
  logs.write("info", "call");
  logs.say("The server is here.");
  logs.write("error", "call");
  expect(lines()).toMatchObject([{ level: "error" }]);
  expect([logs.isOn("info"), logs.isOn("warn")]).toEqual([false, true]);
});

test("silent is silent", async () => {
  const { logs, written } = await openTestTelemetry({ SSS_OPS_LOG_LEVEL: "silent" });
  logs.fault(new Error("broken"));
  expect(written()).toBe("");
});

test("all lines of a request have its id, and those of another have another", async () => {
  const { logs, lines } = await openTestTelemetry();
  const twice = async () => {
    logs.write("info", "first");
    await Promise.resolve();
    logs.fault(new Error(`broken ${Math.random()}`));
  };
  await Promise.all([withinNew("mcp", twice), withinNew("slack", twice)]);
  const ids = lines().map(({ requestId, face }) => ({ requestId, face }));
  expect(ids[0]).toEqual({ requestId: expect.stringMatching(/^[0-9a-f]{16}$/), face: "mcp" });
  expect(ids[2]).toEqual(ids[0]);
  expect(ids[3]).toEqual(ids[1]);
  expect(ids[1]?.requestId).not.toBe(ids[0]?.requestId);
});

test("a fault is told with where it comes from, and once a minute", async () => {
  const { logs, lines } = await openTestTelemetry();
  const fault = new TypeError("broken");
  logs.fault(fault);
  logs.fault(fault);
  expect(lines()).toMatchObject([
    { level: "error", msg: "TypeError: broken", err: { type: "TypeError", stack: fault.stack } },
  ]);
});

test("a field that is named like a secret is hidden, should one ever be handed over", async () => {
  const { logs, written } = await openTestTelemetry();
  logs.write("info", "call", { password: "canary", "x-auth-token": "canary", keystone_password: "canary" });
  expect(written()).not.toContain("canary");
  expect(written().match(/\[hidden\]/g)).toHaveLength(3);
});

test("other people's words make no lines of their own, and nothing that a terminal obeys", async () => {
  const { logs, written, lines } = await openTestTelemetry();
  logs.write("info", forged, { name: forged, team: "営業部" });
  expect(written()).toMatch(/^[^\n]*\n$/);
  expect(written()).not.toMatch(/(?!\n)\p{C}/u);
  expect(lines()).toMatchObject([{ name: forged, msg: forged, team: "営業部" }]);
});

test("nor do they where a person reads", async () => {
  const { logs, written } = await openTestTelemetry({ SSS_OPS_LOG_FORMAT: "pretty" });
  logs.write("info", forged, { name: forged, team: "営業部" });
  expect(written()).toMatch(/^\[\d\d:\d\d:\d\d\] INFO[^\n]*\n$/);
  expect(written()).not.toMatch(/(?!\n)\p{C}/u);
  expect(written()).toContain("営業部");
});

test("a fault's own words begin no line there either", async () => {
  const { logs, written } = await openTestTelemetry({ SSS_OPS_LOG_FORMAT: "pretty" });
  logs.fault(new Error(forged));
  const begun = written()
    .split("\n")
    .filter((line) => /^\S/.test(line));
  expect(begun).toHaveLength(1);
  expect(written()).not.toMatch(/(?!\n)\p{C}/u);
});

test("whoever sits at the terminal is told things as they are, and programs as lines", async () => {
  const terminal = await openTestTelemetry({}, { isTTY: true });
  terminal.logs.say("MCP on http://127.0.0.1:3939/mcp");
  expect(terminal.written()).toBe("MCP on http://127.0.0.1:3939/mcp\n");
  expect(terminal.isForPeople).toBe(true);
  const piped = await openTestTelemetry();
  piped.logs.say("MCP on http://127.0.0.1:3939/mcp");
  expect(piped.lines()).toMatchObject([{ level: "info", msg: "MCP on http://127.0.0.1:3939/mcp" }]);
  expect(piped.isForPeople).toBe(false);
});

test("what it is told makes nothing of the terminal obey", async () => {
  const { logs, written } = await openTestTelemetry({}, { isTTY: true });
  logs.say("営業部\u001b[2K\u202e\nsecond line");
  expect(written()).toBe("営業部\\u001b[2K\\u202e\nsecond line\n");
});

test("nor does what the program says before its logs are open", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  log("営業部\u001b[2K");
  expect(write).toHaveBeenCalledExactlyOnceWith("営業部\\u001b[2K\n");
});

test("lines that nobody reads are dropped, so that they do not fill the memory", () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  writeTo({ writableLength: 0, write }, "read");
  writeTo({ writableLength: 2 ** 20, write }, "unread");
  expect(written).toEqual(["read"]);
});

test("the first lines of a server that has to answer soon are written all the same, in their order", async () => {
  const { logs, written, lines, close } = await openTestTelemetry({}, { serves: "one" });
  logs.say("one");
  await withinNew("mcp", async () => logs.write("warn", "two"));
  expect(written()).toBe("");
  await close();
  logs.say("three");
  expect(lines()).toMatchObject([{ msg: "one" }, { msg: "two", face: "mcp" }, { msg: "three" }]);
});
