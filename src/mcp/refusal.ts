/** An answer that refuses an HTTP request before anything of MCP is read from it, in the form that its clients read. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ jsonrpc: "2.0", error: { code: -32_001, message }, id: null }, { status, headers });
}
