/** What an MCP host takes at most. */
interface HostLimit {
  readonly host: string;
  /** Tools of all servers together; absent where there is no limit. */
  readonly tools?: number;
  /** Characters of a name with what the host puts before it. */
  readonly nameLength: number;
  /** The name of a tool as the host passes it to a model. */
  readonly toName: (tool: string) => string;
}

/** The limits that hosts are known to have (their documents and issue threads; they move). */
const limits: readonly HostLimit[] = [
  { host: "Cursor", tools: 80, nameLength: 60, toName: (tool) => `sss-ops${tool}` },
  { host: "GitHub Copilot", tools: 128, nameLength: 64, toName: (tool) => `mcp_sss-ops_${tool}` },
  { host: "VS Code", tools: 128, nameLength: 64, toName: (tool) => `mcp_sss-ops_${tool}` },
  { host: "Claude Code", nameLength: 64, toName: (tool) => `mcp__sss-ops__${tool}` },
];

/** How tools stand with the limits of a host: what they come to, and whether it takes them. */
export interface HostFit {
  readonly host: string;
  readonly fits: boolean;
  readonly told: string;
}

/** Whether each host takes these tools. */
export function fitsOf(names: readonly string[]): readonly HostFit[] {
  return limits.map(({ host, tools = Infinity, nameLength, toName }) => {
    const longest = Math.max(0, ...names.map((name) => toName(name).length));
    const counted = tools === Infinity ? `${names.length} tools` : `${names.length} of ${tools} tools`;
    return {
      host,
      fits: names.length <= tools && longest <= nameLength,
      told: `${counted}, longest name ${longest} of ${nameLength} characters`,
    };
  });
}
