import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { temporaryDirectory } from "../directory.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import { programUnder } from "../mcp/clients.ts";
import { evaluate } from "./model.ts";
import { prompts } from "./prompts.ts";

const settings = z.object({
  EVALS_URL: z.url().describe("the base of the model's API, such as https://api.openai.com/v1"),
  EVALS_KEY: z.string().min(1),
  EVALS_MODEL: z.string().min(1),
  EVALS_API: z.enum(["openai", "anthropic"]).default("openai"),
  EVALS_PROFILE: z.string().default("search"),
});

test("a model finds the operations that people ask for", async () => {
  const {
    EVALS_URL: url,
    EVALS_KEY: key,
    EVALS_MODEL: model,
    EVALS_API: api,
    EVALS_PROFILE: profile,
  } = settings.parse(process.env);
  const client = await connect(profile);
  const report = await evaluate({ url, key, model, api }, client, prompts);
  process.stdout.write(`${JSON.stringify({ benchmark: "evals", profile, ...report })}\n`);
  expect(report.failed).toBe(0);
});

/** A client of the built program over a sandbox, whose writes nobody would confirm. */
async function connect(profile: string): Promise<Client> {
  const sandbox = await startTestSandbox();
  const program = programUnder({
    ...environmentOf(sandbox),
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
    SSS_OPS_PROFILE: profile,
  });
  const client = new Client({ name: "sss-ops-evals", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ ...program, stderr: "ignore" }));
  onTestFinished(() => client.close());
  return client;
}
