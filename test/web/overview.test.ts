import { expect, test } from "vitest";
import { policyFile, ticketFor } from "../gate/flow/flow.ts";
import type { TestHouse } from "../house.ts";
import { openTestConsole, url } from "./console.ts";
import { signedIn } from "./visit.ts";

test("the overview says what the server is attached to, as whom, and how that is", async () => {
  const { console, house } = await openTestConsole();
  const { html } = await (await signedIn(console, { url })).get("/");
  expect(html).toContain(house.account);
  expect(html).toContain("local:taro");
  expect(html).toMatch(/Slack<\/strong>[\s\S]*Not set up\.[\s\S]*Off/);
  expect(html).toContain(`claude mcp add ${url}/mcp`);
  expect(html).toContain("Nothing is waiting.");
});

test("the overview shows what waits, with its question, and what happened", async () => {
  const { console, house } = await openTestConsole();
  const ids = await askForDeletes(house, 6);
  const { html } = await (await signedIn(console, { url })).get("/");
  const open = html.slice(html.indexOf("Open tickets"), html.indexOf("Recent activity"));
  expect(open).toContain('<span class="soft">6</span>');
  expect(ids.filter((id) => open.includes(`/tickets/${id}`))).toHaveLength(5);
  expect(open).toContain("Waits for you");
  expect(html.slice(html.indexOf("Recent activity"))).toContain("Requested");
});

test("the overview speaks Japanese", async () => {
  const { console, house } = await openTestConsole();
  await askForDeletes(house, 1);
  const { html } = await (await signedIn(console, { url, language: "ja" })).get("/");
  for (const words of [
    "接続先",
    "実サービス",
    "稼働状況",
    "応答しています。",
    "あなたの回答待ち",
    "最近の操作",
  ])
    expect(html).toContain(words);
});

test("where others sign in, only approvers see what somebody else asked for", async () => {
  const policy = `people:
  - { principal: "oidc:id.example/boss", mayApprove: true }
  - { principal: "oidc:id.example/hana" }
`;
  const settings = { environment: { SSS_OPS_POLICY: await policyFile(policy), SSS_OPS_DOORS: "terminal" } };
  const hana = await openTestConsole({ localPrincipal: "oidc:id.example/hana" }, settings);
  const [id] = await askForDeletes(hana.house, 1);
  const boss = await openTestConsole({
    localPrincipal: "oidc:id.example/boss",
    gate: hana.house.gate,
    store: hana.house.store,
  });
  expect((await (await signedIn(boss.console, { url })).get("/")).html).toContain(`/tickets/${id}`);
  expect((await (await signedIn(hana.console, { url })).get("/")).html).not.toContain(`/tickets/${id}`);
});

/** Asks for tenants to be deleted, as an assistant does for taro; gives the ids of the tickets. */
async function askForDeletes(house: TestHouse, count: number): Promise<readonly string[]> {
  const tenants = [...house.sandbox.world.tenants.values()].slice(0, count);
  const tickets = await Promise.all(
    tenants.map(({ id }) => ticketFor(house, "delete_tenant", { tenant_id: id })),
  );
  return tickets.map(({ id }) => id);
}
