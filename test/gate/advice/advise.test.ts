import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { askFor, run, tenantOf, ticketFor, userOf } from "../flow/flow.ts";

test("an id that is not there is told with the closest that are", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const { id, loginId, mailAddress } = userOf(house, "hoshino.member");
  const mistyped = `${id.slice(0, -2)}99`;
  const outcome = await askFor(house, "get_user", { user_id: mistyped });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "not_found",
    status: 404,
    next: "Call again with user_id set to an id that list_users shows; the closest are in the data.",
    data: { field: "user_id", given: mistyped, sss_message: expect.any(String) },
  });
  expect(outcome).toHaveProperty(
    "data.closest",
    expect.arrayContaining([{ id, names: [loginId, mailAddress] }]),
  );
});

test("of several ids only the one that is not there is spoken of", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const { id } = tenantOf(house, "hoshino-batch");
  const ticket = await ticketFor(house, "create_role", { tenant_id: id, user_id: "ecid1000000099" });
  const outcome = await run(house, ticket);
  expect(outcome).toMatchObject({ code: "not_found", data: { field: "user_id" } });
});

test("a search that finds nothing tells the closest", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const outcome = await askFor(house, "find_tenant", { tenant: "hoshino-bach" });
  expect(outcome).toMatchObject({
    code: "not_found",
    data: { field: "tenant", closest: [{ names: ["hoshino-batch"] }] },
  });
});

test("where the list cannot be read, nothing is said to be close", async () => {
  const house = await openTestHouse({ account: "endUser", environment: { SSS_OPS_DENY: "list_users" } });
  const outcome = await askFor(house, "get_user", { user_id: "ecid1000000099" });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "not_found",
    data: { sss_message: expect.any(String) },
  });
  expect(outcome).not.toHaveProperty("data.closest");
});

test("what only a partner may do says so, and that this account is none", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const outcome = await askFor(house, "list_channels", {});
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "forbidden",
    message: expect.stringContaining("It takes a partner's user, and this account is none."),
  });
});

test("what only a super user may do says so, and who can make this account one", async () => {
  const house = await openTestHouse({ account: "member" });
  const { id } = userOf(house, "hoshino.member");
  const outcome = await askFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  expect(outcome).toMatchObject({
    kind: "failed",
    code: "forbidden",
    message: expect.stringContaining("It takes a super user, and this account is none."),
    next: `Have the contract owner run update_user_type user_id=${id} super_user=true.`,
  });
});
