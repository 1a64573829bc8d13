import { createRequestStateCodec } from "@modelcontextprotocol/server";
import { expect, test } from "vitest";
import { openTestHouse } from "../house.ts";
import { startEndpoint } from "./clients.ts";
import { callOnWire, tenantsOn, typed } from "./wire.ts";

/** A state as versions before sealed it, which named the ticket and not how it was asked about. */
async function askedBefore() {
  const house = await openTestHouse({ consoleUrl: () => "http://127.0.0.1:3939" });
  const { url } = await startEndpoint(house);
  const [tenant] = await tenantsOn(url);
  const input = { tenant_id: tenant?.tenant_id };
  await callOnWire(url, "delete_tenant", input);
  const [ticket] = await house.gate.list();
  const { state: key } = await house.keys();
  const bind = () => ticket?.requester.principal ?? "";
  const codec = createRequestStateCodec<string>({ key, ttlSeconds: 60, bind });
  const requestState = await codec.mint(ticket?.id ?? "", {} as never);
  const deletes = () => house.sandbox.calls.filter(({ method }) => method === "DELETE").length;
  return { house, url, input, name: tenant?.tenant_name ?? "", requestState, deletes };
}

test("a state of an earlier version still takes the answer of its form", async () => {
  const { url, input, name, requestState, deletes } = await askedBefore();
  const answer = { requestState, inputResponses: typed(name) };
  expect((await callOnWire(url, "delete_tenant", input, answer)).body.result).not.toHaveProperty("isError");
  expect(deletes()).toBe(1);
});

test("a state of an earlier version leaves the question of its page open", async () => {
  const { house, url, input, requestState, deletes } = await askedBefore();
  const answer = { requestState, inputResponses: { page: { action: "accept" } } };
  const { body } = await callOnWire(url, "delete_tenant", input, answer);
  expect(body.result).toMatchObject({ structuredContent: { pending: true } });
  expect(await house.gate.list()).toMatchObject([{ state: "open" }]);
  expect(deletes()).toBe(0);
});
