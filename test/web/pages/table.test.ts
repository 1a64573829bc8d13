import { expect, test } from "vitest";
import { tableOf } from "../../../src/web/pages/parts/table.ts";

test("each value stands beside the name of its column, for where a row stands by itself", async () => {
  const html = String(await tableOf("Users", ["Login <ID>", "Role"], [["taro", "admin"]]));
  expect(html).toMatch(/<td role="cell" data-label="Login &lt;ID&gt;">taro<\/td>/);
  expect(html).toMatch(/<td role="cell" data-label="Role">admin<\/td>/);
});
