import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdioTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { type Listening, listen } from "../../src/http/server.ts";
import { createEndpoint } from "../../src/mcp/endpoint.ts";
import { type EntranceOptions, createEntrance } from "../../src/mcp/entrance.ts";
import type { McpOptions } from "../../src/mcp/server.ts";
import type { House } from "../../src/house/house.ts";

/** What the person in front of a client does with a form; undefined for a client that cannot ask. */
export type Reaction = (form: { message: string }) => {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string | number | boolean | string[]>;
};

/** A tool's result, as far as the tests look at it. */
export interface ToolResult {
  readonly isError?: boolean | undefined;
  readonly structuredContent?: unknown;
  readonly content?: unknown;
}

/** What every kind of client can do. */
export interface TestClient {
  listTools(): Promise<readonly { readonly name: string }[]>;
  call(name: string, input: Record<string, unknown>): Promise<ToolResult>;
  /** For what a server has beside its tools. */
  readonly besideTools: BesideTools;
}

export type BesideTools = Pick<
  Client,
  "listResources" | "listResourceTemplates" | "readResource" | "listPrompts" | "getPrompt" | "complete"
>;

/** The kinds of clients hosts are built on. */
export const clientKinds = ["modern", "auto", "legacy", "old"] as const;
export type ClientKind = (typeof clientKinds)[number];

/** How a client reaches the server: over HTTP, or by starting the built program. */
export type Way =
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "stdio"; readonly environment: Record<string, string> };

/** The person types the name that the form asks for. */
export const typesTheName: Reaction = ({ message }) => ({
  action: "accept",
  content: { name: /To confirm, type: (.+)$/.exec(message)?.[1] ?? "" },
});

export const saysYes: Reaction = () => ({ action: "accept", content: { yes: true } });

/** Gives whatever the form asks for. */
export const consents: Reaction = (form) =>
  form.message.includes("To confirm, type:") ? typesTheName(form) : saysYes(form);

/** How an endpoint differs from the usual, which lets the person `test` in, as often as they like. */
export type Differences = Partial<McpOptions> &
  Partial<Omit<EntranceOptions, "endpoint" | "protectedBy">> & { readonly issuer?: string };

const manyTimes = { perMinute: 600_000, burst: 10_000 };

/** An MCP endpoint over a house, on a free port, that ends with the test. */
export async function startEndpoint(house: House, differences: Differences = {}): Promise<Listening> {
  const { issuer, ...rest } = differences;
  const options = { ...mcpOptions(house), onError: () => undefined, ...rest };
  const listening = await listen({
    host: "127.0.0.1",
    port: 0,
    onError: () => undefined,
    routes: (origin) => {
      const protectedBy = issuer === undefined ? {} : { protectedBy: { issuer, resource: `${origin}/mcp` } };
      const endpoint = createEndpoint({ ...options, ...protectedBy });
      const entrance = createEntrance({
        localPrincipal: "test",
        rate: manyTimes,
        now: Date.now,
        ...options,
        ...protectedBy,
        endpoint,
      });
      return {
        mcp: entrance,
        console: () => Promise.resolve(new Response("nothing here", { status: 404 })),
        close: () => endpoint.close(),
      };
    },
  });
  onTestFinished(() => listening.close());
  return { ...listening, url: `${listening.url}/mcp` };
}

const everything = { text: "", most: "destroy", only: [], without: [] } as const;

export function mcpOptions({ gate, account, accounts, keys }: House): McpOptions {
  return {
    gate,
    account,
    accounts,
    version: "0.0.0",
    profile: everything,
    stateKey: async () => (await keys()).state,
  };
}

/** Connects a client of the given kind; it is closed with the test. */
export function connect(kind: ClientKind, way: Way, react?: Reaction): Promise<TestClient> {
  return kind === "old" ? connectOld(way, react) : connectNew(kind, way, react);
}

async function connectNew(
  kind: "modern" | "auto" | "legacy",
  way: Way,
  react?: Reaction,
): Promise<TestClient> {
  const client = new Client(
    { name: `test-${kind}`, version: "1.0.0" },
    {
      capabilities: react === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: kind === "modern" ? { pin: "2026-07-28" } : kind },
    },
  );
  if (react !== undefined) {
    client.setRequestHandler("elicitation/create", ({ params }) => react(params));
  }
  await client.connect(
    way.kind === "http"
      ? new StreamableHTTPClientTransport(new URL(way.url))
      : new StdioClientTransport({ ...programUnder(way.environment), stderr: "ignore" }),
  );
  onTestFinished(() => client.close());
  return {
    listTools: async () => (await client.listTools()).tools,
    call: (name, input) => client.callTool({ name, arguments: input }),
    besideTools: client,
  };
}

async function connectOld(way: Way, react?: Reaction): Promise<TestClient> {
  const client = new OldClient(
    { name: "test-old", version: "1.0.0" },
    { capabilities: react === undefined ? {} : { elicitation: {} } },
  );
  if (react !== undefined) client.setRequestHandler(ElicitRequestSchema, ({ params }) => react(params));
  const transport =
    way.kind === "http"
      ? new OldHttpTransport(new URL(way.url))
      : new OldStdioTransport({ ...programUnder(way.environment), stderr: "ignore" });
  // The old SDK's own transports do not fit its Transport type under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<OldClient["connect"]>[0]);
  onTestFinished(() => client.close());
  return {
    listTools: async () => (await client.listTools()).tools,
    call: async (name, input) => (await client.callTool({ name, arguments: input })) as ToolResult,
    // The answers are the same; only the old SDK's types for them differ.
    besideTools: client as unknown as BesideTools,
  };
}

/** The built program's `mcp` command. */
export function programUnder(environment: Record<string, string>): {
  command: string;
  args: string[];
  env: Record<string, string>;
} {
  return {
    command: process.execPath,
    args: ["dist/cli.js", "mcp"],
    env: { PATH: process.env["PATH"] ?? "", ...environment },
  };
}

/** The text of a result's first block. */
export function textOf(result: ToolResult): string {
  const [block] = result.content as readonly { text?: string }[];
  return block?.text ?? "";
}
