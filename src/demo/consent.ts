import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type CallToolResult, Client, type ElicitResult } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

/** This program: the demo is bundled beside it. */
const program = fileURLToPath(new URL("cli.js", import.meta.url));

/** Long enough for a busy machine, and short enough that the whole demo ends by itself. */
const answerWithinMs = 10_000;

/** What the person in front of the demo's client does with a form. */
type Reaction = (message: string) => ElicitResult;

const declines: Reaction = () => ({ action: "decline" });
const typesWrong: Reaction = () => ({ action: "accept", content: { name: "something-else" } });
const saysYes: Reaction = () => ({ action: "accept", content: { yes: true } });
const typesTheName: Reaction = (message) => ({
  action: "accept",
  content: { name: /To confirm, type: (.+)$/.exec(message)?.[1] ?? "" },
});

/** An assistant's conversation with the server: each call is written down together with how it ended. */
interface Conversation {
  call(tool: string, input: Record<string, unknown>, reaction?: Reaction): Promise<CallToolResult>;
  expect(what: string, holds: boolean): void;
}

/**
 * Shows the main job on the sandbox: an MCP client starts this server over stdio, looks around, and deletes a tenant,
 * which takes the tenant's name typed by a person.
 *
 * @returns the exit code: 0 when every step ended as it should.
 */
export async function demo(write: (line: string) => void): Promise<number> {
  const state = await mkdtemp(join(tmpdir(), "sss-ops-demo-"));
  const failures: string[] = [];
  let reaction: Reaction = declines;
  const client = createHost((message) => reaction(message), write);
  const conversation: Conversation = {
    async call(tool, input, reacting = declines) {
      reaction = reacting;
      write(`\nassistant  ${tool} ${JSON.stringify(input)}`);
      const result = await client.callTool({ name: tool, arguments: input }, { timeout: answerWithinMs });
      write(`server     ${shorten(textOf(result))}`);
      return result;
    },
    expect(what, holds) {
      write(`${holds ? "  ok      " : "  FAILED  "} ${what}`);
      if (!holds) failures.push(what);
    },
  };
  try {
    await client.connect(serverIn(state), { timeout: answerWithinMs });
    await lookAround(client, conversation);
    await deleteTenant(conversation);
    await createUser(conversation);
    await client.close();
    await readAudit(state, conversation, write);
  } finally {
    await client.close();
    await rm(state, { recursive: true, force: true });
  }
  write(
    failures.length === 0 ? "\nEverything went as it should." : `\n${failures.length} step(s) went wrong.`,
  );
  return failures.length === 0 ? 0 : 1;
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
async function readAudit(
  state: string,
  { expect }: Conversation,
  write: (line: string) => void,
): Promise<void> {
  write("\noperator   sss-ops audit tail");
  const rows = (await runCommand(state, "audit", "tail")).split("\n").filter((line) => line !== "");
  for (const row of rows) {
    const { seq, event, operation, details } = JSON.parse(row) as AuditLine;
    write(
      `           ${String(seq).padStart(2)} ${event} ${operation} ${shorten(JSON.stringify(details), 110)}`,
    );
  }
  write("\noperator   sss-ops audit verify");
  const verdict = await runCommand(state, "audit", "verify");
  write(`           ${verdict.trim()}`);
  expect(
    "asked, decided, called and ended are on record, and the chain holds",
    verdict.includes('"ok":true'),
  );
}

/** Runs this program once more, over the same state, and gives what it printed. */
async function runCommand(state: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    env: environmentIn(state),
  });
  return stdout;
}

/** A client as an MCP host is one; its person reacts to each form as the step has it. */
function createHost(react: Reaction, write: (line: string) => void): Client {
  const client = new Client(
    { name: "sss-ops-demo", version: "1.0.0" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: "auto" } },
  );
  client.setRequestHandler("elicitation/create", ({ params }) => {
    write(indent("form      ", params.message));
    const result = react(params.message);
    write(
      `person     ${result.action} ${result.content === undefined ? "" : JSON.stringify(result.content)}`,
    );
    return result;
  });
  return client;
}

/** This program's own `mcp` command, over a sandbox. */
function serverIn(state: string): StdioClientTransport {
  return new StdioClientTransport({
    command: process.execPath,
    args: [program, "mcp"],
    env: environmentIn(state),
  });
}

function environmentIn(state: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", SSS_OPS_STATE_DIR: state };
}

function textOf({ content }: CallToolResult): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

function listIn(result: CallToolResult, field: string): readonly Record<string, unknown>[] {
  const list = answerOf(result)[field];
  return Array.isArray(list) ? (list as readonly Record<string, unknown>[]) : [];
}

function answerOf({ structuredContent }: CallToolResult): Record<string, unknown> {
  return { ...(structuredContent as object | undefined) };
}

function shorten(text: string, most = 220): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function indent(label: string, text: string): string {
  return `${label} ${text.replaceAll("\n", `\n${" ".repeat(label.length + 1)}`)}`;
}
