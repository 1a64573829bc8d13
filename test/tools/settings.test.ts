import { expect, test } from "vitest";
import { getBillingInfo } from "../../tools/billing/get-billing-info.ts";
import { updateAvailableMenus } from "../../tools/menu/update-available-menus.ts";
import { updateUserNotifications } from "../../tools/notification/update-user-notifications.ts";
import { updateUserType } from "../../tools/user-type/update-user-type.ts";
import { takes } from "./input.ts";

const user_id = "ecid1000005887";

test("a user type says whether the user is a super user and may grant the seven controls", () => {
  const grant = ["user", "tenant", "iam_contract_group", "billing", "iam_api", "iam_user_type", "iam_menu"];

  expect(takes(updateUserType, { user_id, super_user: true, grant })).toBe(true);
  expect(takes(updateUserType, { user_id, super_user: false })).toBe(true);
  expect(takes(updateUserType, { user_id, grant })).toBe(false);
  expect(takes(updateUserType, { user_id, super_user: true, grant: ["root"] })).toBe(false);
});

test("menus and notification settings are lists of objects of any form", () => {
  expect(takes(updateAvailableMenus, { user_id, menus: [{ menu: "sss.menu.test1" }] })).toBe(true);
  expect(takes(updateAvailableMenus, { user_id, menus: [{ availability: 1, more: { a: 1 } }] })).toBe(true);
  expect(takes(updateAvailableMenus, { user_id, menus: [] })).toBe(false);
  expect(takes(updateUserNotifications, { user_id, notification_types: [{ type: "news" }] })).toBe(true);
  expect(takes(updateUserNotifications, { user_id, notification_types: ["news"] })).toBe(false);
});

test.for([
  ["2022-01", true],
  ["2022-12", true],
  ["2022-00", false],
  ["2022-13", false],
  ["202201", false],
  ["2022-1", false],
] as const)("whether billing takes %s as a month: %s", ([target_month, taken]) => {
  expect(takes(getBillingInfo, { contract_id: "econ1000002353", target_month })).toBe(taken);
});
