import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { request } from "undici";
import { expect, test } from "vitest";
import { median, medianRatio, msOf, print, rounded } from "./figures.ts";
import { program } from "./program.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { startStdioServer } from "./stdio-server.ts";

const rounds = 15;
const users = 10_000;
const limits = { overBare: 3, tokens: 1_500 };

test(`the first page of ${users} users, beside a bare GET of all of them`, async () => {
  const { url, environment, token, large } = await startSandboxProcess("large");
  const ours = await startStdioServer([program, "mcp"], environment);
  const page = () => ours.call("list_users", { contract_id: large.contractId });
  const bare = async () => {
    const headers = { "x-auth-token": token };
    const { body } = await request(`${url}/api/v1.0/users?contract_id=${large.contractId}`, { headers });
    return (await body.json()) as { readonly users: readonly unknown[] };
  };
  const [shown, whole] = [await page(), await bare()];
  expect(shown["structuredContent"]).toMatchObject({ page: { total: users } });
  expect(whole.users).toHaveLength(users);
  const ms = { ours: [] as number[], bare: [] as number[] };
  for (let round = -3; round < rounds; round += 1) {
    const [one, other] = [await msOf(page), await msOf(bare)];
    if (round < 0) continue;
    ms.ours.push(one);
    ms.bare.push(other);
  }
  const overBare = medianRatio(ms.ours, ms.bare);
  const tokens = tokensOf(shown["structuredContent"]);
  const wholeTokens = tokensOf(whole);
  const medians = { oursMs: rounded(median(ms.ours)), bareMs: rounded(median(ms.bare)) };
  print({ benchmark: "page", users, ...medians, overBare, tokens, wholeTokens, limits });
  expect(overBare).toBeLessThanOrEqual(limits.overBare);
  expect(tokens).toBeLessThanOrEqual(limits.tokens);
});

function tokensOf(value: unknown): number {
  return encode(JSON.stringify(value)).length;
}
