import { Client, type ElicitResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import { consentTo, tenantOf, writesOn } from "../gate/flow/flow.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { startEndpoint } from "./clients.ts";

const person: Actor = { principal: "local:test", face: "page", asking: "page" };
const consoleUrl = () => "http://127.0.0.1:3939";

/** A host that opens addresses for its person and shows no forms; what the person does there, and what the host says of it. */
async function connectBrowserHost(house: TestHouse, visit: (url: string) => Promise<ElicitResult>) {
  const { url } = await startEndpoint(house, { localPrincipal: person.principal });
  const client = new Client(
    { name: "browser-host", version: "1.0.0" },
    { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: "auto" } },
  );
  client.setRequestHandler("elicitation/create", ({ params }) => visit("url" in params ? params.url : ""));
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

function deletion(house: TestHouse) {
  return { name: "delete_tenant", arguments: { tenant_id: tenantOf(house, "hoshino-web").id } };
}

function ticketIn(url: string): string {
  return /\/tickets\/(\w+)$/.exec(url)?.[1] ?? "";
}

test("a host that opens addresses sends its person to the ticket's page, and is told what came of it", async () => {
  const house = await openTestHouse({ consoleUrl });
  const client = await connectBrowserHost(house, async (url) => {
    expect(url.startsWith(`${consoleUrl()}/tickets/`)).toBe(true);
    const ticket = await house.gate.find(ticketIn(url));
    if (ticket !== undefined) await house.gate.decide(ticket.id, consentTo(ticket), person);
    return { action: "accept" };
  });
  const result = await client.callTool(deletion(house));
  expect(result.isError).not.toBe(true);
  expect(writesOn(house)).toHaveLength(1);
});

test("that the page was opened is no consent: what was denied there is denied", async () => {
  const house = await openTestHouse({ consoleUrl });
  const client = await connectBrowserHost(house, async (url) => {
    await house.gate.decide(ticketIn(url), { kind: "declined" }, person, "not now");
    return { action: "accept" };
  });
  expect(await client.callTool(deletion(house))).toMatchObject({ isError: true });
  expect(writesOn(house)).toEqual([]);
});

test("a person who does not go there takes the ticket back", async () => {
  const house = await openTestHouse({ consoleUrl });
  const client = await connectBrowserHost(house, () => Promise.resolve({ action: "decline" }));
  expect(await client.callTool(deletion(house))).toMatchObject({ isError: true });
  expect(await house.gate.list()).toMatchObject([{ state: "cancelled" }]);
});

test("a host that can do neither is told where its person answers", async () => {
  const house = await openTestHouse({ consoleUrl });
  const { url } = await startEndpoint(house, { localPrincipal: person.principal });
  const client = new Client({ name: "plain", version: "1" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  const { structuredContent } = await client.callTool(deletion(house));
  const [ticket] = await house.gate.list();
  expect(structuredContent).toMatchObject({
    pending: true,
    url: `${consoleUrl()}/tickets/${ticket?.id}`,
  });
});
