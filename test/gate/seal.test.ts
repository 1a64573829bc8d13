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
  const { show, secrets } = partSecrets(named("update_api_key"), answer);
  expect(show("(sealed)")).toEqual({ ...answer, keystone_password: "(sealed)" });
  expect(secrets).toEqual({ keystone_password: "s3cret" });
});

test("a field that upstream adds is taken for a secret by its name, at any depth", () => {
  const answer = {
    users: [
      { user_id: "ecid1", initial_password: "a", api: { client_secret: "b" } },
      { initial_password: "c" },
    ],
    "X-Auth-Token": "d",
  };
  const { show, secrets } = partSecrets(named("list_users"), answer);
  expect(show("-")).toEqual({
    users: [
      { user_id: "ecid1", initial_password: "-", api: { client_secret: "-" } },
      { initial_password: "-" },
    ],
    "X-Auth-Token": "-",
  });
  expect(secrets).toEqual({
    "users.0.initial_password": "a",
    "users.0.api.client_secret": "b",
    "users.1.initial_password": "c",
    "X-Auth-Token": "d",
  });
});

test.for([12_345_678, { value: "s3cret" }, ["s3cret"]])(
  "a secret of another type is one too: %j",
  (value) => {
    const { show, secrets } = partSecrets(named("create_user"), { password: value });
    expect(show("-")).toEqual({ password: "-" });
    expect(secrets).toEqual({ password: value });
  },
);

test("a flag that speaks of a secret is none", () => {
  expect(partSecrets(named("create_user"), { notify_password: true }).secrets).toEqual({});
});

test("an empty secret stays empty", () => {
  const answer = { keystone_password: "" };
  expect(partSecrets(named("get_user"), answer).show("-")).toEqual(answer);
});

test("the operations whose answers hold secrets shown once", () => {
  expect(catalog.filter(issuesSecrets).map(({ name }) => name)).toEqual([
    "create_user",
    "update_api_key",
    "create_contract",
  ]);
});
