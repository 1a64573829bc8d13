import { Client, type ElicitResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { tenantOf } from "../gate/flow/flow.ts";
import type { TestHouse } from "../house.ts";
import type { ToolResult } from "./clients.ts";

/** What a host does with what it is to show: a message, and an address where it opens one. */
export type Show = (shown: { readonly message: string; readonly url: string }) => Promise<ElicitResult>;

/** How a host asks its person: in a form or by an address; `show` is absent where it says so and does not. */
export interface HostOptions {
  readonly asks?: "form" | "url";
  readonly show?: Show;
}

/** The protocol eras, and the SDK that older hosts are built on. */
export const hostKinds = ["modern", "legacy", "old"] as const;

/** A host on an endpoint that deletes a tenant of the house; it ends with the test. */
export async function startHost(
  kind: (typeof hostKinds)[number],
  url: string,
  { asks, show }: HostOptions = {},
): Promise<{ deleteTenant(house: TestHouse): Promise<ToolResult> }> {
  const info = { name: `host-${kind}`, version: "1.0.0" };
  const capabilities = asks === undefined ? {} : { elicitation: { [asks]: {} } };
  const react = ({ params }: { params: { message: string; url?: unknown } }) =>
    show?.({ message: params.message, url: String(params.url) }) ?? Promise.reject(new Error("nobody"));
  const client = kind === "old" ? new OldClient(info, { capabilities }) : newClient(kind, info, capabilities);
  if (show !== undefined) {
    if (client instanceof OldClient)
      client.setRequestHandler(ElicitRequestSchema, (request) => react(request));
    else client.setRequestHandler("elicitation/create", (request) => react(request));
  }
  // The old SDK's own transport does not fit its Transport type under exactOptionalPropertyTypes.
  await (client instanceof OldClient
    ? client.connect(new OldHttpTransport(new URL(url)) as Parameters<OldClient["connect"]>[0])
    : client.connect(new StreamableHTTPClientTransport(new URL(url))));
  onTestFinished(() => client.close());
  return {
    deleteTenant: async (house) =>
      (await client.callTool({
        name: "delete_tenant",
        arguments: { tenant_id: tenantOf(house, "hoshino-web").id },
      })) as ToolResult,
  };
}

function newClient(
  kind: "modern" | "legacy",
  info: { name: string; version: string },
  capabilities: Record<string, unknown>,
): Client {
  const mode = kind === "modern" ? { pin: "2026-07-28" } : kind;
  return new Client(info, { capabilities, versionNegotiation: { mode } });
}

/** The person types the name that the form asks for. */
export const typesIt: Show = ({ message }) =>
  Promise.resolve({
    action: "accept",
    content: { name: /To confirm, type: (.+)$/.exec(message)?.[1] ?? "" },
  });
