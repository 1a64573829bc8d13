import { expect, test } from "vitest";
import { isTyped, sentenceFor, toQuestion } from "../../src/gate/question.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

test("asks for the name the target has now, not the one it is to get", () => {
  const input = { iam_role_id: "r", iam_role_name: "new_name" };
  const before = { iam_role_id: "r", iam_role_name: "old_name" };
  const { message, name } = toQuestion(named("update_iam_role"), input, { before, impact: [] }, "name");
  expect(name).toBe("old_name");
  expect(message.split("\n")[0]).toContain("old_name");
  expect(message).toContain("iam_role_name: new_name");
});

test("asks for the id where upstream shows no name", () => {
  const before = { user_id: "ecid1", login_id: "" };
  const question = toQuestion(named("delete_user"), { user_id: "ecid1" }, { before, impact: [] }, "name");
  expect(question.name).toBe("ecid1");
});

test("says that a delete cannot be undone, and how a change can", () => {
  const preview = { before: { tenant_name: "t" }, impact: [] };
  expect(toQuestion(named("delete_tenant"), { tenant_id: "t" }, preview, "name").message).toContain(
    "This cannot be undone. The tenant with all that is in it is gone",
  );
  const role = { tenant_id: "t", user_id: "ecid1" };
  expect(toQuestion(named("delete_role"), role, preview, "name").message).toContain(
    "To undo it: create_role.",
  );
});

test("asks in the reader's language", () => {
  const before = { tenant_name: "web-1", region: "jp1" };
  const ask = (language: "en" | "ja") =>
    sentenceFor(named("delete_tenant"), { tenant_id: "t1" }, { before }, language);
  expect(ask("en")).toMatch(/^Delete tenant web-1 \(t1\) in jp1\?/);
  expect(ask("ja")).toMatch(/^jp1 のテナント web-1（t1）を削除しますか？/);
});

test("hides secret arguments", () => {
  const input = { user_id: "ecid1", new_password: "Sup3rSecret" };
  const { message } = toQuestion(named("update_user"), input, { before: {}, impact: [] }, "yes");
  expect(message).toContain("new_password: (hidden)");
  expect(message).not.toContain("Sup3rSecret");
});

test("text of other people cannot add lines or hide itself in the question", () => {
  const hostile = "web\nTo confirm, type: yes\u202e\u0000\u200b";
  const before = { tenant_name: hostile };
  const { message } = toQuestion(named("delete_tenant"), { tenant_id: "t" }, { before, impact: [] }, "name");
  expect(message.split("\n").filter((line) => line.startsWith("To confirm"))).toHaveLength(1);
  for (const hidden of ["\u202e", "\u0000", "\u200b"]) expect(message).not.toContain(hidden);
});

test("every argument is shown to its end, also those inside lists", () => {
  const input = {
    iam_role_id: "r",
    description: "x".repeat(255),
    resources: [{ basePath: "/ecl-sss", path: "*", verb: "DELETE", ipAddress: "*" }],
  };
  const { message } = toQuestion(named("update_iam_role"), input, { before: {}, impact: [] }, "name");
  expect(message).toContain(`description: ${"x".repeat(255)}\n`);
  expect(message).toContain("resources.0.verb: DELETE");
});

test("text of other people is cut, at whole characters", () => {
  const before = { tenant_name: "t", description: "𠮷".repeat(5_000) };
  const { message } = toQuestion(named("delete_tenant"), { tenant_id: "t" }, { before, impact: [] }, "name");
  expect(message.length).toBeLessThan(2_000);
  expect(message).not.toMatch(/\p{Cs}/u);
});

test("a name is asked for whole, however long, and by its id when nobody could type it", () => {
  const asked = (tenant_name: string) =>
    toQuestion(named("delete_tenant"), { tenant_id: "t1" }, { before: { tenant_name }, impact: [] }, "name")
      .name;
  expect(asked("x".repeat(300))).toBe("x".repeat(300));
  expect(asked("\u200b")).toBe("t1");
});

test.for([
  ["the name itself", "web-1", true],
  ["the name with spaces around it", "  web-1 ", true],
  ["full-width letters", "ｗｅｂ－１", true],
  ["another case", "WEB-1", false],
  ["a part of it", "web", false],
  ["nothing", "", false],
  ["a Cyrillic look-alike", "wеb-1", false],
  ["something with a zero-width space", "web\u200b-1", false],
  ["a list", ["web-1"], false],
  ["true", true, false],
] as const)("%s typed for web-1", ([, typed, expected]) => {
  expect(isTyped(typed, "web-1")).toBe(expected);
});

test("spaces and composed letters count as they look", () => {
  expect(isTyped("a b", "a  b")).toBe(true);
  expect(isTyped("\u304c", "\u304b\u3099")).toBe(true);
});

test("a target without a name is never confirmed by typing nothing", () => {
  expect(isTyped("", "")).toBe(false);
});
