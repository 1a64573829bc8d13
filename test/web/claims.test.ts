import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { policyFile, tenantOf, ticketFor } from "../gate/flow/flow.ts";
import { openTestConsole } from "./console.ts";
import { type Provider, startProvider } from "./provider.ts";
import { type Visited, type Visitor, visit } from "./visit.ts";

const url = "https://console.example";

test("somebody with a role by a claim is known, and approves what others ask for", async () => {
  const { house, provider, browse } = await open();
  provider.mischief = { claims: { groups: ["staff", "admins"] } };
  const hana = browse();
  await signIn(hana, provider);
  expect((await hana.get("/")).html).toContain("hana-1");
  const ticket = await askedBy(house, `oidc:${new URL(provider.issuer).host}/taro`);
  expect(ticket.consent).toBe("second");
  const page = await hana.get(`/tickets/${ticket.id}`);
  const after = await hana.press(page, "Approve and run it", { name: ticket.question.name });
  expect(after.status).toBe(200);
  expect(await house.gate.find(ticket.id)).toMatchObject({
    state: "done",
    decided: { by: { claims: [{ claim: "groups", value: "admins" }] } },
  });
});

test("somebody whose token lacks the claim stays out", async () => {
  const { provider, browse } = await open();
  provider.mischief = { claims: { groups: ["staff"] } };
  expect(await signIn(browse(), provider)).toMatchObject({ status: 403 });
});

test("whoever approves by a claim does not approve their own request", async () => {
  const { house, provider, browse } = await open();
  provider.mischief = { claims: { groups: ["admins"] } };
  const hana = browse();
  await signIn(hana, provider);
  const own = await askedBy(house, `oidc:${new URL(provider.issuer).host}/hana-1`);
  const { html } = await hana.get(`/tickets/${own.id}`);
  expect(html).not.toContain("Approve and run it");
  expect(html).toContain("Nobody approves their own request");
});

test("a session ends as the policy comes to go by other claims, and not by any other change", async () => {
  const { house, provider, browse, file } = await open();
  provider.mischief = { claims: { groups: ["admins"] } };
  const hana = browse();
  await signIn(hana, provider);
  await writeFile(file, `${policyOn(provider.issuer, "admins")}breaker: { destroys: 1 }\n`);
  await house.policy.reload();
  expect(await hana.get("/")).toMatchObject({ path: "/" });
  await writeFile(file, policyOn(provider.issuer, "owners"));
  await house.policy.reload();
  expect(await hana.get("/")).toMatchObject({ path: "/sign-in" });
});

function policyOn(issuer: string, value: string): string {
  return `roles: [{ name: admins, mayApprove: true, claims: [{ issuer: "${issuer}", claim: groups, value: ${value} }] }]\n`;
}

async function open() {
  const provider = await startProvider();
  const file = await policyFile(policyOn(provider.issuer, "admins"));
  const { clientId, clientSecret, issuer } = provider;
  const { console, house } = await openTestConsole(
    { url, isLoopback: false, oidc: { issuer, clientId, clientSecret, scopes: "groups" } },
    { environment: { SSS_OPS_POLICY: file, SSS_OPS_DOORS: "page" } },
  );
  return { provider, house, file, browse: () => visit(console, { url }) };
}

async function signIn(visitor: Visitor, provider: Provider): Promise<Visited> {
  const start = await visitor.get("/sign-in/start");
  const location = start.headers.get("location") ?? "";
  expect(new URL(location).searchParams.get("scope")).toBe("openid groups");
  if (!location.startsWith(`${provider.issuer}/authorize?`)) throw new Error(`sent to ${location}`);
  const answer = await fetch(location, { redirect: "manual" });
  return visitor.get(answer.headers.get("location") ?? "");
}

function askedBy(house: Parameters<typeof tenantOf>[0], principal: string) {
  const input = { tenant_id: tenantOf(house, "hoshino-web").id };
  return ticketFor(house, "delete_tenant", input, { principal, face: "mcp", asking: "none" });
}
