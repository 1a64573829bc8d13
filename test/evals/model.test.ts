import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { openTestHouse } from "../house.ts";
import { startEndpoint } from "../mcp/clients.ts";
import { profileOf } from "../profile.ts";
import { type Mind, startModel } from "./fake-model.ts";
import { evaluate } from "./model.ts";
import type { Prompt } from "./prompts.ts";

const deleting: Prompt = {
  language: "en",
  split: "dev",
  expect: ["delete_user"],
  prompt: "delete user ecid1000000009",
};
const listing: Prompt = { language: "ja", split: "dev", expect: ["list_tenants"], prompt: "テナント一覧" };

/** Searches with the prompt, and runs what it finds first. */
const searches: Mind = ({ prompt, answers: [answer] }) => {
  if (answer === undefined) return { name: "search_operations", input: { query: prompt } };
  const { operations } = JSON.parse(answer) as { operations: { operation: string; run_with: string }[] };
  const [first] = operations;
  return first && { name: first.run_with, input: { operation: first.operation, arguments: "{}" } };
};

const apis = ["openai", "anthropic"] as const;

test.for(apis)("a model of %s is judged by the operation it runs after its search", async (api) => {
  const { model } = await startModel(api, searches);
  const { client } = await connect("search");
  expect(await evaluate(model, client, [deleting, listing])).toEqual({
    model: "made-up",
    tools: 4,
    prompts: 2,
    top1: { all: 100, en: 100, ja: 100 },
    tokens: { in: 400, out: 40 },
    failed: 0,
    misses: [],
  });
});

test.for(apis)("a model of %s is judged by the tool it calls where each operation is one", async (api) => {
  const { model, requests } = await startModel(api, () => ({ name: "delete_user", input: {} }));
  const { client } = await connect("full");
  const { top1, misses } = await evaluate(model, client, [deleting, listing], 1);
  expect(top1).toEqual({ all: 50, en: 100, ja: 0 });
  expect(misses).toEqual([{ prompt: listing.prompt, expect: ["list_tenants"], chosen: "delete_user" }]);
  expect(requests[0]?.body.tools.length).toBeGreaterThan(50);
});

test("what a model calls is not called", async () => {
  const { model } = await startModel("openai", () => ({
    name: "create_user",
    input: { login_id: "new-user", mail_address: "new-user@example.com" },
  }));
  const { client, sandbox } = await connect("full");
  expect(await evaluate(model, client, [deleting])).toMatchObject({ misses: [{ chosen: "create_user" }] });
  expect(sandbox.calls).toEqual([]);
});

test("a model that only searches is stopped, and one that calls nothing has missed", async () => {
  const { model, requests } = await startModel("anthropic", ({ prompt }) =>
    prompt === deleting.prompt ? { name: "search_operations", input: { query: "user" } } : undefined,
  );
  const { client } = await connect("search");
  expect((await evaluate(model, client, [deleting, listing])).misses).toEqual([
    { prompt: deleting.prompt, expect: deleting.expect, chosen: "search_operations" },
    { prompt: listing.prompt, expect: listing.expect },
  ]);
  expect(requests).toHaveLength(6);
});

test.for(apis)("%s is asked again when it is busy, with its key where it belongs", async (api) => {
  const busy = { status: 429, headers: { "retry-after": "0" } };
  const { model, requests } = await startModel(api, searches, [busy, { ...busy, status: 503 }]);
  const { client } = await connect("search");
  expect(await evaluate(model, client, [deleting])).toMatchObject({ failed: 0, top1: { all: 100 } });
  expect(requests).toHaveLength(4);
  expect(requests[0]).toMatchObject(
    api === "openai"
      ? { path: "/v1/chat/completions", headers: { authorization: `Bearer ${model.key}` } }
      : { path: "/v1/messages", headers: { "x-api-key": model.key } },
  );
});

test("a refusal is told without the key, and is not asked again", async () => {
  const refusal = { status: 401, body: "wrong key: sk-not-to-be-seen" };
  const { model, requests } = await startModel("openai", searches, [refusal]);
  const { client } = await connect("search");
  const report = await evaluate(model, client, [deleting]);
  expect(report).toMatchObject({
    failed: 1,
    misses: [{ fault: "the model API answers 401: wrong key: ***" }],
  });
  expect(JSON.stringify(report)).not.toContain(model.key);
  expect(requests).toHaveLength(1);
});

/** A client of an endpoint over a sandbox, under a profile. */
async function connect(profile: string) {
  const { sandbox, ...house } = await openTestHouse();
  const { url } = await startEndpoint(house, { profile: profileOf(profile) });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return { client, sandbox };
}
