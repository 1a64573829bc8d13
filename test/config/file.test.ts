import { chown, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../directory.ts";
import { inlinePolicyOf } from "../../src/config/file-layer.ts";
import { faultsOf, load, write } from "./loading.ts";

describe("layers", () => {
  test("the file goes over the defaults, the environment over the file, a flag over all", async () => {
    const file = "http: { port: 1 }\nslack: { language: ja }\nmcp: { replyTokens: 600 }";
    const environment = { SSS_OPS_PORT: "2", SSS_OPS_REPLY_TOKENS: "700" };
    const flags = { set: ["mcp.replyTokens=800"] };
    const { config } = await load({ file, environment, flags });
    expect(config).toMatchObject({ http: { host: "127.0.0.1", port: 2 }, replyTokens: 800 });
    expect((await load({ file, environment })).config.replyTokens).toBe(700);
    expect((await load({ file })).config).toMatchObject({ http: { port: 1 }, replyTokens: 600 });
  });

  test("an empty variable lets the file count", async () => {
    const { config } = await load({ file: "http: { port: 1 }", environment: { SSS_OPS_PORT: "" } });
    expect(config.http.port).toBe(1);
  });

  test("a value that another one covers is checked as well", async () => {
    const faults = await faultsOf({ file: "http:\n  port: many", environment: { SSS_OPS_PORT: "2" } });
    expect(faults).toEqual(['sss-ops.yaml:2 http.port: expected a port from 0 to 65535; read "many"']);
  });
});

describe("values of the file", () => {
  test("numbers, booleans and lists read as their text does", async () => {
    const file = [
      "http: { port: 4000, trustedProxies: [10.0.0.0/8, '192.0.2.1'] }",
      "readOnly: true",
      "deny: [delete_user, delete_tenant]",
      "doors: terminal, page",
    ];
    const { config } = await load({ file: file.join("\n") });
    expect(config).toMatchObject({
      http: { port: 4_000, trustedProxies: ["10.0.0.0/8", "192.0.2.1"] },
      policy: { readOnly: true, deny: ["delete_user", "delete_tenant"] },
      doors: ["terminal", "page"],
    });
  });

  test("what looks like a number stays as it is written", async () => {
    const file = "accounts: { default: { apiKey: a, apiSecret: 0012, tenantId: 1e3 } }";
    const { config } = await load({ file });
    expect(config.accounts).toMatchObject([{ credentials: { apiSecret: "0012" }, tenantId: "1e3" }]);
  });

  test.for(["", "# nothing yet", "http:", "http: {}", "http:\n  port:", "http: { port: '' }"])(
    "nothing is set by %j",
    async (file) => {
      expect((await load({ file })).config.http.port).toBe(3_939);
    },
  );

  test("aliases stand for what they name", async () => {
    const file = "http: { port: &one 4001 }\nslack: { port: *one }";
    expect((await load({ file })).config.http.port).toBe(4_001);
  });

  test("paths are relative to the file", async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, "etc"));
    await write(join(directory, "etc", "ops.yaml"), "store: { directory: ../state }\npolicy: policy.yaml");
    const { config } = await load({ directory, environment: { SSS_OPS_CONFIG: "etc/ops.yaml" } });
    expect(config.stateDirectory).toBe(join(directory, "state"));
    expect(config.policy).toMatchObject({ file: join(directory, "etc", "policy.yaml") });
  });

  test("a policy may stand in it", async () => {
    const directory = await temporaryDirectory();
    const file = "policy:\n  rules: [{ name: two, consent: second }]";
    const { config } = await load({ directory, file });
    const content = { rules: [{ name: "two", consent: "second" }] };
    expect(config.policy).toMatchObject({ inline: { content, file: join(directory, "sss-ops.yaml") } });
    const covered = await load({ directory, file, environment: { SSS_OPS_POLICY: "other.yaml" } });
    expect(covered.config.policy).toEqual({ file: "other.yaml", readOnly: false, deny: [] });
  });
});

describe("what does not fit in the file", () => {
  test.for([
    ["http:\n  prot: 1", "sss-ops.yaml:2 http.prot: there is no such setting: is http.port meant?"],
    [
      "slack:\n  botTokenFiel: x",
      "sss-ops.yaml:2 slack.botTokenFiel: there is no such setting: is slack.botTokenFile meant?",
    ],
    ["http:\n  portFile: x", "sss-ops.yaml:2 http.portFile: there is no such setting: is http.port meant?"],
    ["nonsense: 1", "sss-ops.yaml:1 nonsense: there is no such setting"],
    ["SSS_OPS_PORT: 1", "sss-ops.yaml:1 SSS_OPS_PORT: there is no such setting"],
    ["http.port: 1", "sss-ops.yaml:1 http.port: expected each part of the name in a mapping of its own"],
    ["stop: 1", "sss-ops.yaml:1 stop: expected a mapping, with withinSeconds, delaySeconds"],
    ["http: { port: { a: 1 } }", "sss-ops.yaml:1 http.port: expected a value, read a mapping"],
    ["http: { auth: [[token]] }", "sss-ops.yaml:1 http.auth: expected a value, read a list"],
    ["http: { port: 1, port: 2 }", "sss-ops.yaml:1 Map keys must be unique"],
    ["http: { port: 1", "sss-ops.yaml:1 Flow map in block collection must"],
    ["- http", "sss-ops.yaml: expected settings, such as `http:` with `port: 3940` in it"],
    ["readOnly: perhaps", 'sss-ops.yaml:1 readOnly: expected true or false; read "perhaps"'],
  ] as const)("%j is told with its line", async ([file, fault]) => {
    const faults = await faultsOf({ file });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  test("aliases that multiply beyond measure are not followed", async () => {
    const of = (name: string, of: string) =>
      `  ${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`).join(", ")}]`;
    const file = ["policy:", "  a: &a [1]", of("b", "a"), of("c", "b"), of("d", "c"), of("e", "d")].join(
      "\n",
    );
    expect(await faultsOf({ file })).toEqual(["sss-ops.yaml:1 policy: its aliases multiply"]);
  });

  test("everything is told at once, of all layers", async () => {
    const file = "http:\n  port: many\nwhatever: 1\nslack:\n  channel: approvals";
    const environment = { SSS_OPS_READ_ONLY: "perhaps" };
    const faults = await faultsOf({ file, environment, flags: { set: ["mcp.replyTokens=1"] } });
    expect(faults.map((fault) => fault.split(": ")[0])).toEqual([
      "sss-ops.yaml:3 whatever",
      "sss-ops.yaml:2 http.port",
      "SSS_OPS_READ_ONLY",
      "sss-ops.yaml:5 slack.channel",
      "--set mcp.replyTokens",
      "sss-ops.yaml:5 slack.channel",
    ]);
  });

  test("what is missing is told by both its names", async () => {
    const faults = await faultsOf({ file: "http: { host: 0.0.0.0, auth: token }" });
    expect(faults).toEqual([expect.stringMatching(/^SSS_OPS_PUBLIC_URL \(http\.publicUrl\): set it/)]);
  });

  test("settings are called as they are where they are set", async () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "0123456789abcdef" };
    const faultIn = (environment: Readonly<Record<string, string>>) =>
      faultsOf({ file: "http: { port: 3940 }", environment: { ...slack, ...environment } });
    expect(await faultIn({})).toEqual([
      "SSS_OPS_SLACK_PORT (slack.port): is the port of http.port: set another one",
    ]);
    expect(await faultIn({ SSS_OPS_PORT: "3940" })).toEqual([
      "SSS_OPS_SLACK_PORT (slack.port): is the port of SSS_OPS_PORT: set another one",
    ]);
  });

  test("passwords in URLs and tokens in the wrong place are not repeated", async () => {
    const file = "http:\n  publicUrl: https://u:pa/55@pa55@a.example\nslack:\n  team: xoxb-hidden";
    const faults = await faultsOf({ file });
    expect(faults.join("\n")).toContain('read "https://…@a.example"');
    expect(faults.join("\n")).not.toMatch(/55|hidden/);
  });

  test.for([
    ["!hunter2", "Unresolved tag"],
    ["|hunter2", "Block scalar header includes extra characters"],
    [">hunter2", "Block scalar header includes extra characters"],
    ["*hunter2", "put what begins with * in quotes"],
    ["{ hunter2: 1 }", "read a mapping"],
  ] as const)("a secret that YAML takes for something else is not repeated: %s", async ([secret, told]) => {
    const faults = await faultsOf({ file: `slack:\n  appToken: ${secret}` });
    expect(faults.join("\n")).toContain(told);
    expect(faults.join("\n")).not.toContain("hunter2");
  });

  test("of a text that is no YAML at all only the first faults are told", async () => {
    expect(await faultsOf({ file: "[".repeat(9_999) })).toHaveLength(5);
  });

  test("it is text of a size that people write", async () => {
    const directory = await temporaryDirectory();
    const faultIn = async (content: string | Uint8Array) => {
      await write(join(directory, "sss-ops.yaml"), content);
      return faultsOf({ directory });
    };
    const shiftJis = Buffer.from("readOnly: true # \x96\x7b\x94\xd4", "latin1");
    expect(await faultIn(shiftJis)).toEqual(["file: sss-ops.yaml cannot be read: it is no UTF-8 text"]);
    expect(await faultIn("#".repeat(1_100_000))).toEqual([
      "file: sss-ops.yaml cannot be read: it is larger than 1024 KiB",
    ]);
  });
});

describe("which file counts", () => {
  test("the flag's before the variable's before the one here before the user's", async () => {
    const directory = await temporaryDirectory();
    const files = { a: "flag.yaml", b: "variable.yaml", c: "sss-ops.yaml", d: "home/sss-ops/sss-ops.yaml" };
    await mkdir(join(directory, "home", "sss-ops"), { recursive: true });
    for (const [index, name] of Object.values(files).entries())
      await write(join(directory, name), `http: { port: ${index + 1} }`);
    const named = { SSS_OPS_CONFIG: files.b };
    const portOf = async (start: Parameters<typeof load>[0]) =>
      (await load({ directory, ...start })).config.http.port;
    expect(await portOf({ environment: named, flags: { config: files.a } })).toBe(1);
    expect(await portOf({ environment: named })).toBe(2);
    expect(await portOf({})).toBe(3);
    expect((await load({ environment: { XDG_CONFIG_HOME: join(directory, "home") } })).config.http.port).toBe(
      4,
    );
  });

  test("one that is named has to be there", async () => {
    expect(await faultsOf({ flags: { config: "none.yaml" } })).toEqual([
      "--config: none.yaml cannot be read: there is no such file",
    ]);
    expect(await faultsOf({ environment: { SSS_OPS_CONFIG: "." } })).toEqual([
      "SSS_OPS_CONFIG: . cannot be read: it is a directory",
    ]);
  });

  test("a link that leads nowhere does not let others count", async () => {
    const directory = await temporaryDirectory();
    await symlink("unmounted/sss-ops.yaml", join(directory, "sss-ops.yaml"));
    expect(await faultsOf({ directory })).toEqual([
      "file: sss-ops.yaml cannot be read: there is no such file",
    ]);
  });

  test("where others choose the directory, the one there has to be named", async () => {
    const directory = await temporaryDirectory();
    const start = { directory, file: "readOnly: true", trustsDirectory: false };
    expect(await faultsOf(start)).toEqual([
      expect.stringContaining("nobody named it: set SSS_OPS_CONFIG to"),
    ]);
    const environment = { SSS_OPS_CONFIG: join(directory, "sss-ops.yaml") };
    expect((await load({ ...start, environment })).config.policy.readOnly).toBe(true);
  });
});

describe("who may read and change it", () => {
  const secret = "slack: { botToken: xoxb-1, appToken: xapp-1 }";

  test("with a secret in it nobody but its owner and group", async () => {
    const faults = await faultsOf({ file: secret, mode: 0o644 });
    expect(faults).toEqual([
      expect.stringMatching(/it holds slack\.botToken: chmod o-r .*slack\.botTokenFile$/),
    ]);
    expect((await load({ file: secret, mode: 0o640 })).config.slack).toBeDefined();
  });

  test.runIf(process.getuid?.() === 0)(
    "where nobody named it, its owner is who runs the program",
    async () => {
      const directory = await temporaryDirectory();
      await chown(await write(join(directory, "sss-ops.yaml"), "readOnly: true"), 65_534, 65_534);
      expect(await faultsOf({ directory })).toEqual([expect.stringContaining("it is another user's")]);
      const environment = { SSS_OPS_CONFIG: join(directory, "sss-ops.yaml") };
      expect((await load({ directory, environment })).config.policy.readOnly).toBe(true);
    },
  );

  test("without one everybody may read it, and nobody else change it", async () => {
    expect((await load({ file: "readOnly: true", mode: 0o644 })).config.policy.readOnly).toBe(true);
    const faults = await faultsOf({ file: "readOnly: true", mode: 0o646 });
    expect(faults).toEqual([expect.stringContaining("may change it: chmod o-w")]);
  });
});

describe("the policy in it, read once more", () => {
  const read = async (file: string) => {
    const path = await write(join(await temporaryDirectory(), "sss-ops.yaml"), file);
    return inlinePolicyOf({ path, label: "sss-ops.yaml" });
  };

  test("is what stands there now", async () => {
    expect(await read("http: { port: 1 }\npolicy: { readOnly: true }")).toEqual({ readOnly: true });
  });

  test.for([
    ["policy: policy.yaml", "the policy is not in it any more"],
    ["http: { port: 1 }", "the policy is not in it any more"],
    ["policy: { readOnly: true }\nhttp: { prot: 1 }", "http.prot: there is no such setting"],
    ["policy: {", "sss-ops.yaml:1"],
  ] as const)("is none in %j", async ([file, fault]) => {
    await expect(read(file)).rejects.toThrow(fault);
  });
});
