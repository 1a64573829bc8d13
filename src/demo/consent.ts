import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ElicitResult } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { environmentIn, program, runCommand } from "./program.ts";
import { type Story, answerOf, answerWithinMs, createStory, listIn, shorten, textOf } from "./story.ts";

/** What the person in front of the demo's client does with a form. */
type Reaction = (message: string) => ElicitResult;

const declines: Reaction = () => ({ action: "decline" });
const typesWrong: Reaction = () => ({ action: "accept", content: { name: "something-else" } });
const saysYes: Reaction = () => ({ action: "accept", content: { yes: true } });
const typesTheName: Reaction = (message) => ({
  action: "accept",
  content: { name: /To confirm, type: (.+)$/.exec(message)?.[1] ?? "" },
});

/** An assistant's conversation with the server, and how its person reacts to what is asked. */
interface Conversation extends Pick<Story, "expect"> {
  call(tool: string, input: Record<string, unknown>, reaction?: Reaction): ReturnType<Story["call"]>;
}

/**
 * Shows the main job on the sandbox: an MCP client starts this server over stdio, looks around, and deletes a tenant,
 * which takes the tenant's name typed by a person.
 *
 * @returns the exit code: 0 when every step ended as it should.
 */
export async function demo(write: (line: string) => void): Promise<number> {
  const state = await mkdtemp(join(tmpdir(), "sss-ops-demo-"));
  const story = createStory(write);
  let reaction: Reaction = declines;
  const client = createHost((message) => reaction(message), story);
  const conversation: Conversation = {
    expect: story.expect,
    call(tool, input, reacting = declines) {
      reaction = reacting;
      return story.call(client, tool, input);
    },
  };
  try {
    await client.connect(serverIn(state), { timeout: answerWithinMs });
    await lookAround(client, conversation);
    await deleteTenant(conversation);
    await createUser(conversation);
    await client.close();
    await readAudit(state, story);
  } finally {
    await client.close();
    await rm(state, { recursive: true, force: true });
  }
  return story.end();
}

async function lookAround(client: Client, { call, expect }: Conversation): Promise<void> {
  const { tools } = await client.listTools();
  const destructive = tools.filter(({ annotations }) => annotations?.destructiveHint);
  expect(`${tools.length} tools, ${destructive.length} of them destructive`, destructive.length > 0);
  const users = listIn(await call("list_users", {}), "users");
  expect(`${users.length} users are listed without asking anybody`, users.length > 0);
}

async function deleteTenant({ call, expect }: Conversation): Promise<void> {
  const [tenant] = listIn(await call("list_tenants", {}), "tenants");
  const input = { tenant_id: String(tenant?.["tenant_id"]) };
  const isThere = async () => (await call("get_tenant", input)).isError !== true;

  const declined = await call("delete_tenant", input, declines);
  expect("the person declines: denied", textOf(declined).startsWith("denied (not_confirmed)"));
  const misspelt = await call("delete_tenant", input, typesWrong);
  expect("the person types another name: denied", textOf(misspelt).startsWith("denied (wrong_name)"));
  const accepted = await call("delete_tenant", input, saysYes);
  expect("the client accepts by itself, nothing typed: denied", accepted.isError === true);
  expect("the tenant is still there", await isThere());

  const deleted = await call("delete_tenant", input, typesTheName);
  expect("the person types the tenant's name: deleted", deleted.isError !== true);
  expect("the tenant is gone", !(await isThere()));
}

async function createUser({ call, expect }: Conversation): Promise<void> {
  const user = { login_id: "hanako.suzuki", mail_address: "hanako@example.com", notify_password: false };
  const created = await call("create_user", user, saysYes);
  const password = String(answerOf(created)["password"]);
  expect("a user is created; the password is sealed, not shown", password.startsWith("(sealed: "));
  const again = await call("create_user", user, saysYes);
  expect("the login ID is taken now: a clear error", textOf(again).startsWith("failed (conflict)"));
}

/** A row of the audit trail, as far as the demo shows it. */
interface AuditLine {
  readonly seq: number;
  readonly event: string;
  readonly operation: string;
  readonly details: object;
}

/** What the server wrote down of all this, and that nothing of it was altered since. */
async function readAudit(state: string, { say, expect }: Story): Promise<void> {
  const rows = (await runCommand(state, "audit", "tail")).split("\n").filter((line) => line !== "");
  const lines = rows.map((row) => {
    const { seq, event, operation, details } = JSON.parse(row) as AuditLine;
    return `${String(seq).padStart(2)} ${event} ${operation} ${shorten(JSON.stringify(details), 110)}`;
  });
  say("\noperator", ["sss-ops audit tail", ...lines].join("\n"));
  const verdict = await runCommand(state, "audit", "verify");
  say("operator", `sss-ops audit verify\n${verdict.trim()}`);
  expect(
    "asked, decided, called and ended are on record, and the chain holds",
    verdict.includes('"ok":true'),
  );
}

/** A client as an MCP host is one; its person reacts to each form as the step has it. */
function createHost(react: Reaction, { say }: Story): Client {
  const client = new Client(
    { name: "sss-ops-demo", version: "1.0.0" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: "auto" } },
  );
  client.setRequestHandler("elicitation/create", ({ params }) => {
    say("form", params.message);
    const result = react(params.message);
    say("person", `${result.action} ${result.content === undefined ? "" : JSON.stringify(result.content)}`);
    return result;
  });
  return client;
}

/** This program's own `mcp` command, over a sandbox. */
function serverIn(state: string): StdioClientTransport {
  return new StdioClientTransport({
    command: process.execPath,
    args: [program, "mcp"],
    // The story is told by the demo: what is logged beside it would stand between its lines.
    env: { ...environmentIn(state), SSS_OPS_LOG_LEVEL: "error" },
  });
}
