import { expect, test } from "vitest";
import * as z from "zod";
import { endpoints } from "../../tools/index.ts";
import { defineOperation } from "../../tools/operation.ts";
import { createUser } from "../../tools/user/create-user.ts";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { findUser } from "../../tools/user/find-user.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { updateApiKey } from "../../tools/user/update-api-key.ts";
import { SssError } from "../../src/sss/errors.ts";
import { toRequest, toTarget } from "../../src/sss/request.ts";
import { openClient, startUpstream } from "./upstream.ts";

const search = defineOperation({
  name: "search",
  command: "search",
  title: { en: "Search", ja: "検索" },
  summary: { en: "Search.", ja: "検索。" },
  route: "GET /search/contracts",
  effect: "read",
  role: "any",
  input: z.looseObject({}),
  output: z.looseObject({}),
  docs: "none",
});

test.for([
  ["a/b", "a%2Fb"],
  ["../admin", "..%2Fadmin"],
  ["..\\admin", "..%5Cadmin"],
  ["%2e%2e", "%252e%252e"],
  ["%2E%2E%2F", "%252E%252E%252F"],
  ["..;", "..%3B"],
  ["a?b=c", "a%3Fb%3Dc"],
  ["a#b", "a%23b"],
  ["a%00", "a%2500"],
  ["a\0b", "a%00b"],
  ["a\r\nx-auth-token: b", "a%0D%0Ax-auth-token%3A%20b"],
  ["．．", "%EF%BC%8E%EF%BC%8E"],
  ["／etc", "%EF%BC%8Fetc"],
  ["山田", "%E5%B1%B1%E7%94%B0"],
  ["...", "..."],
  [" ", "%20"],
] as const)("the path value %j stays one segment", ([value, segment]) => {
  const { path } = toRequest(getUser, { user_id: value }, "v1.0");
  expect(path).toBe(`/v1.0/users/${segment}`);
});

test.for(["", ".", "..", undefined, null, {}, [".."], "\ud800"])(
  "the path value %j is refused before anything is sent",
  (value) => {
    const build = () => toRequest(deleteUser, { user_id: value }, "v1.0");
    expect(build).toThrow(SssError);
    expect(build).toThrow(expect.objectContaining({ code: "invalid_request", mayHaveHappened: false }));
  },
);

test("an encoded path reaches the wire as it was built", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream);
  await client.call(getUser, { user_id: "../v2/users/%2e%2e?x=1#y" });
  expect(upstream.requests.map(({ target }) => target)).toEqual([
    "/api/v1.0/users/..%2Fv2%2Fusers%2F%252e%252e%3Fx%3D1%23y",
  ]);
});

test("what a GET has beside its path is the query, written without plus signs", () => {
  const input = {
    name: "山田 太郎+&=?",
    include_deleted: true,
    get_contracts: false,
    max_rows: 10,
    none: undefined,
  };
  const request = toRequest(search, input, "v1.0");
  expect(request.query).toEqual({
    name: "山田 太郎+&=?",
    include_deleted: "true",
    get_contracts: "false",
    max_rows: "10",
  });
  expect(toTarget(request)).toBe(
    "/v1.0/search/contracts?name=%E5%B1%B1%E7%94%B0%20%E5%A4%AA%E9%83%8E%2B%26%3D%3F" +
      "&include_deleted=true&get_contracts=false&max_rows=10",
  );
});

test("null in a query counts as left out", () => {
  expect(toRequest(listUsers, { contract_id: null }, "v2")).toEqual({ method: "GET", path: "/v2/users" });
});

test("a query value that is no scalar is refused", () => {
  expect(() => toRequest(search, { name: ["a"] }, "v1.0")).toThrow(/name must be text/);
});

test("what a POST has beside its path is its JSON body", () => {
  const input = {
    login_id: "taro.yamada",
    mail_address: "t@example.com",
    notify_password: false,
    password: undefined,
  };
  expect(toRequest(createUser, input, "v1.0")).toEqual({
    method: "POST",
    path: "/v1.0/users",
    body: { login_id: "taro.yamada", mail_address: "t@example.com", notify_password: false },
  });
});

test("a PUT with nothing beside its path has no body", async () => {
  expect(toRequest(updateApiKey, { user_id: "ecid1" }, "v1.0")).not.toHaveProperty("body");
  const upstream = await startUpstream(() => ({
    body: { keystone_name: "k", keystone_password: "s-e-c-r-e-t" },
  }));
  await openClient(upstream).client.call(updateApiKey, { user_id: "ecid1" });
  expect(upstream.requests[0]).toMatchObject({ method: "PUT", body: "" });
  expect(upstream.requests[0]?.headers).not.toHaveProperty("content-type");
});

test("a DELETE takes nothing beside its path", () => {
  expect(() => toRequest(deleteUser, { user_id: "ecid1", force: true }, "v1.0")).toThrow(/force/);
});

test("what a search looks for is not sent", () => {
  const request = toRequest(findUser, { user: "taro.yamada", contract_id: "econ1" }, "v1.0");
  expect(toTarget(request)).toBe("/v1.0/users?contract_id=econ1");
});

test.for(endpoints)("$name fills every place of its path", (operation) => {
  const fields = [...operation.route.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field);
  const request = toRequest(operation, Object.fromEntries(fields.map((field) => [field, "x y"])), "v1.0");
  expect(request.path).not.toMatch(/[{} ]/);
  expect(request.path.split("x%20y").length - 1).toBe(fields.length);
});
