import { expect, test } from "vitest";
import { issuesSecrets, partSecrets } from "../../src/gate/seal.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

test("marked fields are replaced and given apart", () => {
  const answer = { user_id: "ecid1", keystone_name: "key", keystone_password: "s3cret", status: "Success" };
  expect(partSecrets(named("update_api_key"), answer, "(sealed)")).toEqual({
    shown: { ...answer, keystone_password: "(sealed)" },
    secrets: { keystone_password: "s3cret" },
  });
});

test("a field that upstream adds is taken for a secret by its name, at any depth", () => {
  const answer = { users: [{ user_id: "ecid1", initial_password: "a", api: { client_secret: "b" } }] };
  const { shown, secrets } = partSecrets(named("list_users"), answer, "-");
  expect(shown).toEqual({
    users: [{ user_id: "ecid1", initial_password: "-", api: { client_secret: "-" } }],
  });
  expect(Object.values(secrets)).toEqual(["a", "b"]);
});

test("an empty secret stays empty", () => {
  expect(partSecrets(named("get_user"), { keystone_password: "" }, "-").shown).toEqual({
    keystone_password: "",
  });
});

test("the operations whose answers hold secrets shown once", () => {
  expect(catalog.filter(issuesSecrets).map(({ name }) => name)).toEqual([
    "create_user",
    "update_api_key",
    "create_contract",
  ]);
});
