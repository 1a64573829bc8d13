import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { startFakeSlack } from "../../src/sandbox/slack/server.ts";
import { temporaryDirectory } from "../directory.ts";
import { policyFile } from "../gate/flow/flow.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import { connect } from "../mcp/clients.ts";

/** Starts the built program's `serve`; gives where it serves MCP. */
async function serve(env: Record<string, string>): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(process.execPath, ["dist/cli.js", "serve"], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  for await (const line of createInterface({ input: server.stderr })) {
    const [, url] = /MCP on ([^\s"]+)/.exec(line) ?? [];
    if (url === undefined) continue;
    server.stderr.resume();
    return { server, url };
  }
  throw new Error("The server did not start.");
}

test("serve ends when it is told to, though Slack asks it to wait", async () => {
  const slack = await startFakeSlack();
  onTestFinished(() => slack.stop());
  const sandbox = await startTestSandbox();
  const approver = `slack:${slack.team.id}/${slack.users.hanako.id}`;
  const { server, url } = await serve({
    ...environmentOf(sandbox),
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
    SSS_OPS_PORT: "0",
    SSS_OPS_POLICY: await policyFile(`people: [{ principal: "${approver}", mayApprove: true }]\n`),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SSS_OPS_SLACK_API_URL: slack.apiUrl,
    SSS_OPS_SLACK_CHANNEL: slack.channels.approvals.id,
  });
  await slack.until(() => (slack.sockets > 0 ? true : undefined));
  slack.faults.rateLimit("chat.postMessage", { retryAfter: 25, times: 100 });
  const [tenant] = sandbox.world.tenants.values();
  const client = await connect("modern", { kind: "http", url });
  await client.call("delete_tenant", { tenant_id: tenant?.id });
  await slack.until(() => slack.calls.find(({ method }) => method === "chat.postMessage"));
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});
