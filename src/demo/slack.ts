import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { FakeMessage, FakeView } from "../sandbox/slack/model.ts";
import { type FakeSlack, startFakeSlack } from "../sandbox/slack/server.ts";
import { environmentIn, program, runCommand } from "./program.ts";
import { type Story, answerOf, answerWithinMs, createStory, listIn, textOf } from "./story.ts";

/**
 * Shows consent across channels on the sandbox: an assistant asks over MCP to delete a tenant, a card appears in a made-up
 * Slack, whoever asked cannot approve it, a second person does, and the assistant learns how it ended.
 *
 * @returns the exit code: 0 when every step ended as it should.
 */
export async function demoSlack(write: (line: string) => void): Promise<number> {
  const state = await mkdtemp(join(tmpdir(), "sss-ops-demo-"));
  const story = createStory(write);
  const slack = await startFakeSlack();
  const client = new Client(
    { name: "sss-ops-demo", version: "1.0.0" },
    { versionNegotiation: { mode: "auto" } },
  );
  let server: ChildProcess | undefined;
  try {
    const started = await startServer(await settingsFor(slack, state));
    server = started.process;
    await slack.until(() => (slack.sockets > 0 ? true : undefined));
    await client.connect(new StreamableHTTPClientTransport(new URL(started.url)), {
      timeout: answerWithinMs,
    });
    await approveInSlack(client, slack, story);
    const verdict = await runCommand(state, "audit", "verify");
    story.expect("the audit chain holds", verdict.includes('"ok":true'));
  } finally {
    await client.close();
    if (server !== undefined) await stopServer(server);
    await slack.stop();
    await rm(state, { recursive: true, force: true });
  }
  return story.end();
}

async function approveInSlack(client: Client, slack: FakeSlack, { say, expect, call }: Story): Promise<void> {
  const [tenant] = listIn(await call(client, "list_tenants", {}), "tenants");
  const input = { tenant_id: String(tenant?.["tenant_id"]) };
  const asked = answerOf(await call(client, "delete_tenant", input));
  expect("the assistant gets a handle, and nothing is done", asked["pending"] === true);

  const { approvals } = slack.channels;
  const id = String(asked["ticket_id"]);
  const isCard = ({ blocks }: FakeMessage) => JSON.stringify(blocks).includes(id);
  const card = await slack.until(() => slack.messages(approvals.id).find(isCard), answerWithinMs);
  say(`\n#${approvals.name}`, card.text);
  await press(slack, "taro", card, "ticket:approve", say);
  const refusal = await slack.until(() => modalOf(slack, "taro", hasAnswered), answerWithinMs);
  say("slack", sayingOf(refusal));
  expect(
    "taro, on whose machine the assistant runs, cannot approve it",
    withoutButtons(slack, card) === undefined,
  );

  await press(slack, "hanako", card, "ticket:approve", say);
  const question = await slack.until(() => modalOf(slack, "hanako", asksForName), answerWithinMs);
  say("hanako", `types ${String(tenant?.["tenant_name"])}`);
  await slack.submit("hanako", question.id, { name: tenant?.["tenant_name"] });
  const decided = await slack.until(() => withoutButtons(slack, card), answerWithinMs);
  say(`#${approvals.name}`, decided.text);

  const ticket = await call(client, "get_ticket", { ticket_id: id, wait_seconds: 5 });
  expect("the assistant's handle says: done", answerOf(ticket)["state"] === "done");
  const gone = await call(client, "get_tenant", input);
  expect("the tenant is gone", textOf(gone).startsWith("failed (not_found)"));
}

async function press(
  slack: FakeSlack,
  who: "taro" | "hanako",
  card: FakeMessage,
  action: string,
  say: Story["say"],
): Promise<void> {
  say(who, "presses Approve");
  await slack.click(who, card, action);
}

/** The modal that somebody has open, if it fits. */
function modalOf(
  slack: FakeSlack,
  who: "taro" | "hanako",
  fits: (view: FakeView) => boolean,
): FakeView | undefined {
  const view = slack.view(who);
  return view !== undefined && fits(view) ? view : undefined;
}

function asksForName({ view }: FakeView): boolean {
  return JSON.stringify(view).includes('"block_id":"name"');
}

/** A modal opens at once with a line that it is being looked into, which the answer then takes the place of. */
function hasAnswered(view: FakeView): boolean {
  return sayingOf(view).includes("\n");
}

/** The paragraphs of a modal. */
function sayingOf({ view }: FakeView): string {
  const blocks = view["blocks"] as readonly { readonly text?: { readonly text: string } }[];
  return blocks
    .map(({ text }) => text?.text ?? "")
    .join("\n")
    .trim();
}

/** The card, once it no longer can be pressed. */
function withoutButtons(slack: FakeSlack, { ts }: FakeMessage): FakeMessage | undefined {
  const current = slack.messages(slack.channels.approvals.id).find((message) => message.ts === ts);
  return current !== undefined && !isPressable(current) ? current : undefined;
}

function isPressable({ blocks }: FakeMessage): boolean {
  return JSON.stringify(blocks).includes('"type":"button"');
}

/** The server beside the made-up Slack: whoever runs it is taro there, and hanako may approve. */
async function settingsFor(slack: FakeSlack, state: string): Promise<Record<string, string>> {
  const policy = join(state, "policy.yaml");
  const { team, users, channels, botToken, appToken, apiUrl } = slack;
  const lines = [
    "people:",
    `  - { principal: "local:${userInfo().username}", alsoKnownAs: ["slack:${team.id}/${users.taro.id}"], mayApprove: true }`,
    `  - { principal: "slack:${team.id}/${users.hanako.id}", mayApprove: true }`,
  ];
  await writeFile(policy, `${lines.join("\n")}\n`);
  return {
    ...environmentIn(state),
    SSS_OPS_PORT: "0",
    SSS_OPS_POLICY: policy,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SSS_OPS_SLACK_API_URL: apiUrl,
    SSS_OPS_SLACK_CHANNEL: channels.approvals.id,
    SSS_OPS_SLACK_WATCH: "0",
  };
}

async function startServer(env: Record<string, string>): Promise<{ process: ChildProcess; url: string }> {
  const server = spawn(process.execPath, [program, "serve"], { env, stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: server.stderr })) {
    const [, url] = /MCP on (\S+\/mcp)/.exec(line) ?? [];
    if (url === undefined) continue;
    // Read to the end, or the server would wait for room in the pipe.
    server.stderr.resume();
    return { process: server, url };
  }
  throw new Error("the server did not start");
}

async function stopServer(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
}
