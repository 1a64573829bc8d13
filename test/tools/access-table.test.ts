import { expect, test } from "vitest";
import { toAccessTable } from "../../tools/contract/access-table.ts";

test("the table has a header, a row for each user, and lists between semicolons", () => {
  const table = toAccessTable({
    users: [
      {
        user_id: "ecid1",
        login_id: "taro",
        type: "user",
        tenants: ["web", "batch"],
        api_availability: false,
      },
    ],
  });
  expect(table).toHaveLength(2);
  const row = Object.fromEntries((table[0] ?? []).map((column, index) => [column, table[1]?.[index]]));
  expect(row).toMatchObject({
    user_id: "ecid1",
    tenants: "web; batch",
    api_availability: "false",
    mail_address: "",
    iam_roles: "",
  });
});

test("no user gives the header alone", () => {
  expect(toAccessTable({})).toHaveLength(1);
});
