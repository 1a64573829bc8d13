import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explainPolicy } from "../../src/terminal/policy.ts";
import { checkPolicy, policyIn, testPolicy } from "../../src/terminal/policy-files.ts";
import { temporaryDirectory } from "../directory.ts";
import { policyFile, tenantOf, writesOn } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";

const policy = `
people: [{ principal: "local:boss", mayApprove: true }]
roles: [{ name: admins, claims: [{ issuer: "https://id.example", claim: groups, value: admins }] }]
rules: [{ name: not-theirs, roles: [admins], operations: ["create_*"], consent: deny }]
`;

function createTerminal() {
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal = {
    isInteractive: false,
    ask: async () => "",
    print: (text: string) => void printed.push(text),
    remark: (text: string) => void remarks.push(text),
  };
  return { terminal, printed, remarks };
}

async function reach() {
  const environment = { SSS_OPS_POLICY: await policyFile(policy), SSS_OPS_DOORS: "terminal" };
  const house = await openTestHouse({ environment });
  const told = createTerminal();
  return { house, desk: { ...house, terminal: told.terminal }, ...told };
}

const flags = { actor: "local:taro", operation: "delete_tenant", face: "mcp" } as const;

describe("explaining", () => {
  test("names the rule, who could answer and where, and asks SSS nothing", async () => {
    const { house, desk, printed } = await reach();
    expect(await explainPolicy(flags, [], desk)).toBe(0);
    expect(printed).toEqual([
      `delete_tenant by local:taro (mcp), policy ${house.policy.current().version}`,
      `It takes the target's name, typed by a second person (local:boss), by the rule "default-destroy".`,
      "Who could answer: local:boss",
      "Where: on the server's terminal",
    ]);
    expect(house.sandbox.calls).toEqual([]);
  });

  test("goes by claims where it is given some", async () => {
    const { desk, printed } = await reach();
    const asked = { ...flags, operation: "create_user", roleClaims: ["groups=admins"], json: true } as const;
    expect(await explainPolicy(asked, [], desk)).toBe(0);
    expect(JSON.parse(printed.join("\n"))).toMatchObject({
      roles: ["admins"],
      decision: { kind: "deny", rule: "not-theirs" },
      route: { kind: "deny", code: "operation_denied" },
    });
  });

  test("reads the target where it is given arguments, and does nothing to it", async () => {
    const { house, desk, printed } = await reach();
    const { id } = tenantOf(house, "hoshino-web");
    expect(await explainPolicy(flags, [`tenant_id=${id}`], desk)).toBe(0);
    expect(printed.join("\n")).toContain("Rule: default-destroy");
    expect(printed.join("\n")).toContain("hoshino-web");
    expect(writesOn(house)).toEqual([]);
    expect(await house.gate.list()).toEqual([]);
  });

  test.for([
    [{ operation: "delete_tennant" }, [], "there is no operation delete_tennant"],
    [{ roleClaims: ["groups=admin"] }, [], "groups=admin"],
    [{ account: "prod" }, [], 'there is none called "prod"'],
    [{}, ["tenant_id=1", "tenant_id=2"], "given twice"],
    [{ operation: "create_user", face: "page" as const }, ["password=secret"], "leave out password"],
  ] as const)("%j with %j is refused", async ([given, words, fault]) => {
    const { desk, remarks } = await reach();
    expect(await explainPolicy({ ...flags, ...given }, words, desk)).toBe(2);
    expect(remarks.join("\n")).toContain(fault);
  });
});

describe("checking", () => {
  test("tells what a policy has and what it warns of", async () => {
    const { terminal, printed } = createTerminal();
    const file = await policyFile(policy.replace("name: admins,", "name: admins, mayApprove: true,"));
    expect(await checkPolicy(policyIn(file), terminal)).toBe(0);
    expect(printed[0]).toMatch(/^warning: .*the role admins/);
    expect(printed[1]).toMatch(/fits: version [0-9a-f]{12}, 1 people, 1 roles, 1 rules, 0 freezes\.$/);
  });

  test("does not let what is written steer the terminal", async () => {
    const { terminal, printed } = createTerminal();
    expect(await checkPolicy(policyIn(await policyFile('"\\e]0;owned\\a": 1')), terminal)).toBe(1);
    expect(printed).toEqual([expect.stringContaining("\\u{1B}]0;owned\\u{7}")]);
  });

  test("tells every fault", async () => {
    const { terminal, printed } = createTerminal();
    const file = await policyFile("readOnly: perhaps\ndeny: [delete_usr]\n");
    expect(await checkPolicy(policyIn(file), terminal)).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/^fault: readOnly: /),
      expect.stringMatching(/^fault: deny\.0: /),
    ]);
  });
});

describe("testing", () => {
  const held = `- { name: deletes take the boss, actor: "local:taro", operation: delete_user, expect: { decision: confirm, by: second, approvers: ["local:boss"] } }\n`;
  const broken = `- { name: creating is free, actor: "local:taro", operation: create_user, expect: { decision: allow } }\n`;

  test.for([
    [held, 0, ["pass  deletes take the boss"], "1 passed, 0 failed"],
    [
      held + broken,
      1,
      [
        "pass  deletes take the boss",
        "FAIL  creating is free",
        "      decision: expected allow, is confirm",
        `      It takes a yes from whoever asked, by the rule "default-change".`,
      ],
      "1 passed, 1 failed",
    ],
  ] as const)(
    "prints a line each, and says by its exit code whether all hold: %#",
    async ([text, code, lines, sum]) => {
      const { terminal, printed } = createTerminal();
      expect(await testPolicy(await casesIn(text), policyIn(await policyFile(policy)), terminal)).toBe(code);
      expect(printed.slice(0, -1)).toEqual(lines);
      expect(printed.at(-1)).toContain(sum);
    },
  );

  test.for<[string, string, string]>([
    ["- { name: a }\n", policy, "0.actor"],
    ["- {", policy, "(the file)"],
    [held, "rulez: []", "rulez"],
  ])("cases or a policy that do not fit are no failure, but misuse: %#", async ([cases, text, fault]) => {
    const { terminal, remarks } = createTerminal();
    const code = await testPolicy(await casesIn(cases), policyIn(await policyFile(text)), terminal);
    expect(code).toBe(2);
    expect(remarks.join("\n")).toContain(fault);
  });
});

async function casesIn(text: string): Promise<string> {
  const file = join(await temporaryDirectory(), "cases.yaml");
  await writeFile(file, text);
  return file;
}
