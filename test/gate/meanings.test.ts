import { expect, test } from "vitest";
import { steps } from "../../src/gate/outcome.ts";
import { meaningFor, meaningOf, meanings } from "../../src/gate/meanings/meanings.ts";
import { operationNamed } from "../../tools/index.ts";

const deleteUser = operationNamed("delete_user");
const updateApiKey = operationNamed("update_api_key");

test("every code that an ending can carry has a meaning", () => {
  expect(Object.keys(meanings).toSorted()).toEqual(Object.keys(steps).toSorted());
});

test.for(Object.entries(meanings))(
  "%s is told in whole sentences of both languages",
  ([, { what, next }]) => {
    for (const { en, ja } of [what, next]) {
      expect(en).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
      expect(ja).toMatch(/^\P{C}*[ぁ-んァ-ヶ一-龠]\P{C}*。$/u);
    }
  },
);

test("a code from a record is looked up, and an unknown one has no meaning", () => {
  expect(meaningOf("not_found")).toBe(meanings.not_found);
  for (const code of ["gone_tomorrow", "constructor", undefined, 1]) expect(meaningOf(code)).toBeUndefined();
});

test("a lost change is always told to have perhaps happened", () => {
  if (deleteUser === undefined || updateApiKey === undefined) throw new Error("the catalog lacks them");
  const lost = { kind: "unknown", operation: "", code: "timeout", message: "", next: "" } as const;
  expect(meaningFor(lost, deleteUser).next.en).toMatch(/may have taken effect/);
  expect(meaningFor(lost, updateApiKey).next.en).toMatch(/new one lost/);
  expect(meaningFor({ ...lost, kind: "failed" }, deleteUser)).toEqual(meanings.timeout);
});
