import { randomUUID } from "node:crypto";

const protocolVersion = "2026-07-28";

/** A JSON-RPC answer as it came over HTTP, with the status. */
export interface WireAnswer {
  readonly status: number;
  readonly body: {
    readonly result?: Record<string, unknown> & { readonly requestState?: string };
    readonly error?: { readonly code: number; readonly message: string };
  };
}

/** Calls a tool on the raw 2026-07-28 wire, as a hostile client can, with whatever it likes in the retry. */
export async function callOnWire(
  url: string,
  name: string,
  input: Record<string, unknown>,
  retry: { readonly requestState?: string; readonly inputResponses?: Record<string, unknown> } = {},
): Promise<WireAnswer> {
  const response = await sendOnWire(url, "tools/call", { name, arguments: input, ...retry });
  return { status: response.status, body: (await response.json()) as WireAnswer["body"] };
}

/** Sends any message on the raw 2026-07-28 wire, with further headers. */
export function sendOnWire(
  url: string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": protocolVersion,
      "mcp-method": method,
      ...(typeof params["name"] === "string" ? { "mcp-name": params["name"] } : {}),
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: randomUUID(),
      method,
      params: {
        ...params,
        _meta: {
          ...(params["_meta"] as object | undefined),
          "io.modelcontextprotocol/protocolVersion": protocolVersion,
          "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
          "io.modelcontextprotocol/clientInfo": { name: "wire", version: "1.0.0" },
        },
      },
    }),
  });
}

/** The answer of a person who typed the name. */
export function typed(name: string): Record<string, unknown> {
  return { consent: { action: "accept", content: { name } } };
}

/** The tenants the account sees. */
export async function tenantsOn(
  url: string,
): Promise<readonly { readonly tenant_id: string; readonly tenant_name: string }[]> {
  const { body } = await callOnWire(url, "list_tenants", {});
  const answer = body.result?.["structuredContent"] as { tenants: Awaited<ReturnType<typeof tenantsOn>> };
  return answer.tenants;
}
