import { expect, test } from "vitest";
import { readable } from "../../src/gate/placeholders.ts";
import { inFull } from "../../src/gate/question.ts";
import { redacted } from "../../src/gate/redacted.ts";
import { operationNamed } from "../../tools/index.ts";

test("what an answer hides is marked in the reader's language, at any depth, and all else stays", () => {
  const answer = { api_secret: "(hidden)", users: [{ login_id: "a (hidden)", key: "(hidden)" }], count: 2 };
  expect(readable(answer, "ja")).toEqual({
    api_secret: "（非表示）",
    users: [{ login_id: "a (hidden)", key: "（非表示）" }],
    count: 2,
  });
  expect(readable(answer, "en")).toEqual(answer);
});

test("a value that only reads like a mark is shown as it was typed", () => {
  const operation = operationNamed("update_user");
  if (operation === undefined) throw new Error("the catalog lacks it");
  const input = { login_id: "(hidden)", mail_address: "(none)", new_password: "Sup3rSecret" };
  expect(inFull(redacted(operation, input, "ja"), "", "ja")).toEqual([
    ["login_id", "(hidden)"],
    ["mail_address", "(none)"],
    ["new_password", "（非表示）"],
  ]);
});

test("what holds nothing is told so in the reader's language, and in English where nobody says which", () => {
  expect(inFull({ tags: [] }, "", "ja")).toEqual([["tags", "（なし）"]]);
  expect(inFull({ tags: [] })).toEqual([["tags", "(none)"]]);
});
