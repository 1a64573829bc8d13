import { expect, test } from "vitest";
import { openTwins, tenantsOn } from "../../twins.ts";
import { openTestHouse } from "../../house.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn } from "./hostile.ts";

const form = "/operations/update_tenant/run";

test.for([form, "/approval-requests", "/approval-requests/some-request", "/approval-requests?account=north"])(
  "%s asks which of several accounts is meant before anything is read",
  async (path) => {
    const house = await openTwins();
    const page = await visitAs(house).get(path);
    expect(wordsOf(page)).toContain(
      "There are several accounts. Choose the one that is meant. Account east west",
    );
    expect(page.html).toContain(`href="${path.split("?")[0]}?account=west"`);
    expect(harmIn(page.html)).toEqual([]);
    expect([...house.east.calls, ...house.west.calls]).toEqual([]);
  },
);

test("a form is for the account that was chosen, to the ticket's end", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const visitor = visitAs(house);
  const about = await visitor.get("/operations/update_tenant?account=west");
  expect(about.html).toContain(`href="${form}?account=west"`);
  const page = await visitor.get(`${form}?account=west`);
  expect(wordsOf(page)).toContain("Account: west");
  const ticket = await visitor.press(page, "Continue", { tenant_id, description: "changed" });
  expect(ticket.path).toMatch(/^\/tickets\//);
  expect(wordsOf(ticket)).toMatch(/west: .+ Account west Operation/);
  await visitor.press(ticket, "Run it", { yes: "yes" });
  expect(house.west.world.tenants.get(tenant_id)?.description).toBe("changed");
  expect(house.east.world.tenants.get(tenant_id)?.description).not.toBe("changed");
});

test("a form that is sent for none of several accounts is done nowhere", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const told = await visitAs(house).post(form, { csrf: "token", tenant_id, description: "changed" });
  expect(wordsOf(told)).toContain("account is missing");
  expect([...house.east.calls, ...house.west.calls]).toEqual([]);
});

test("an approval request is read and decided on the account that was chosen", async () => {
  const house = await openTwins();
  const visitor = visitAs(house);
  const list = await visitor.get("/approval-requests?account=west");
  const [, path = ""] = /href="(\/approval-requests\/[^"?]+\?account=west)"/.exec(list.html) ?? [];
  const page = await visitor.get(path);
  expect(wordsOf(page)).toContain("Account: west");
  expect(page.html).toContain(`action="${path}"`);
  const wanted = await visitor.get(`${path.split("?")[0]}?account=east`);
  expect(wordsOf(wanted)).toContain("Account: east");
});

test("lists of tickets and the overview tell accounts apart", async () => {
  const house = await openTwins();
  const [tenant_id = ""] = tenantsOn(house.west);
  const visitor = visitAs(house);
  for (const account of ["east", "west"]) {
    const page = await visitor.get(`${form}?account=${account}`);
    await visitor.press(page, "Continue", { tenant_id, description: "changed" });
  }
  const words = wordsOf(await visitor.get("/tickets"));
  expect(words).toContain("east: ");
  expect(words).toContain("west: ");
});

test("where there is one account, nobody is asked and nothing names it", async () => {
  const visitor = visitAs(await openTestHouse());
  for (const path of [`${form}?account=default`, "/approval-requests", "/operations/update_tenant"]) {
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain("account=");
    expect(page.html).not.toContain("default<");
  }
});
