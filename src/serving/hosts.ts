/** How one MCP host is attached to this server: what to paste where. */
export interface HostSetup {
  readonly host: string;
  readonly where: string;
  readonly paste: string;
}

/** Ready-to-paste set-up for the MCP endpoint at `url`, one entry for each host. */
export function hostSetups(url: string): readonly HostSetup[] {
  return [
    { host: "Claude Code", where: "shell", paste: `claude mcp add --transport http sss-ops ${url}` },
    { host: "Cursor", where: ".cursor/mcp.json", paste: json({ mcpServers: { "sss-ops": { url } } }) },
    {
      host: "VS Code",
      where: ".vscode/mcp.json",
      paste: json({ servers: { "sss-ops": { type: "http", url } } }),
    },
    { host: "Codex", where: "shell", paste: `codex mcp add sss-ops --url ${url}` },
    {
      host: "Gemini CLI",
      where: "~/.gemini/settings.json",
      paste: json({ mcpServers: { "sss-ops": { httpUrl: url } } }),
    },
    {
      host: "opencode",
      where: "opencode.json",
      paste: json({ mcp: { "sss-ops": { type: "remote", url } } }),
    },
  ];
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
