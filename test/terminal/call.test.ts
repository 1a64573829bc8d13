import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Terminal, call } from "../../src/terminal/call.ts";
import { temporaryDirectory } from "../directory.ts";
import { type TestHouse, openTestHouse } from "../house.ts";

/** A terminal whose person answers from a script; an answer can depend on the question. */
function scripted(answer: ((question: string) => string) | undefined) {
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal: Terminal = {
    isInteractive: answer !== undefined,
    ask: async (question) => answer?.(`${remarks.join("\n")}\n${question}`) ?? "",
    print: (text) => void printed.push(text),
    remark: (text) => void remarks.push(text),
  };
  return { terminal, printed, remarks };
}

async function run(house: TestHouse, line: string, answer?: (question: string) => string) {
  const { terminal, printed, remarks } = scripted(answer);
  const code = await call(line.split(" "), { gate: house.gate, terminal, principal: "local:test" });
  return { code, answer: printed.map((text) => JSON.parse(text))[0], said: remarks.join("\n") };
}

const typesTheName = (question: string) => /To confirm, type: (.+)/.exec(question)?.[1] ?? "";

test("a read prints its answer as JSON", async () => {
  const { code, answer } = await run(await openTestHouse(), "tenant list");
  expect(code).toBe(0);
  expect(answer.tenants.length).toBeGreaterThan(0);
});

test("a delete takes the name typed, and anything else is denied", async () => {
  const house = await openTestHouse();
  const { answer } = await run(house, "tenant list");
  const { tenant_id: tenantId } = answer.tenants[0];
  expect(await run(house, `tenant delete ${tenantId}`, () => "y")).toMatchObject({ code: 3 });
  expect(await run(house, `tenant delete ${tenantId}`, () => "")).toMatchObject({ code: 3 });
  expect(await run(house, `tenant delete ${tenantId}`, typesTheName)).toMatchObject({ code: 0 });
  expect(await run(house, `tenant show ${tenantId}`)).toMatchObject({
    code: 1,
    said: expect.stringContaining("failed (not_found)"),
  });
});

test("a write is refused where nobody sits at the terminal", async () => {
  const house = await openTestHouse();
  const { answer } = await run(house, "tenant list");
  const { code, said } = await run(house, `tenant delete ${answer.tenants[0].tenant_id}`);
  expect(code).toBe(3);
  expect(said).toContain("denied (cannot_ask)");
});

test("an unknown command offers those like it", async () => {
  const { code, said } = await run(await openTestHouse(), "user delte");
  expect(code).toBe(2);
  expect(said).toContain("user delete");
});

test("a password is taken from a file, never from the command line", async () => {
  const house = await openTestHouse();
  const file = join(await temporaryDirectory(), "password");
  await writeFile(file, "Passw0rdFromFile\n");
  const user = "user create jiro.sato jiro@example.com false";
  expect(await run(house, `${user} --password Passw0rdInTheOpen`, () => "y")).toMatchObject({ code: 2 });
  expect(await run(house, `${user} --password @/does/not/exist`, () => "y")).toMatchObject({ code: 2 });
  const created = await run(house, `${user} --password @${file}`, () => "y");
  expect(created).toMatchObject({ code: 0, answer: { login_id: "jiro.sato" } });
  expect(JSON.stringify(created)).not.toContain("Passw0rdFromFile");
});
