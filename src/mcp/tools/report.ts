import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { type Profile, shapeOf } from "../../../tools/profile.ts";
import { allScopes } from "../../access/caller.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { instructionsFor } from "../instructions.ts";
import { toldIn } from "../told.ts";
import { type HostFit, fitsOf } from "./host-limits.ts";
import type { McpTool } from "./mcp-tool.ts";
import { createToolbox } from "./toolbox.ts";

/** What a host is shown under a profile, and what it costs: in tokens of o200k, the encoding of many models. */
export interface ToolReport {
  readonly profile: string;
  readonly tools: readonly { readonly name: string; readonly risk: string; readonly tokens: number }[];
  /** Of names, descriptions and input schemas. */
  readonly toolTokens: number;
  readonly instructionTokens: number;
  readonly hosts: readonly HostFit[];
}

/** What somebody on this machine is shown under a profile and the policy. */
export function reportOn(
  profile: Profile,
  { gate, account, actor }: { readonly gate: Gate; readonly account: string; readonly actor: Actor },
): ToolReport {
  const caller = { principal: actor.principal, scopes: allScopes, profiles: [profile] };
  const tools = createToolbox(gate)
    .offeredTo(caller, actor)
    .map(({ name, risk, tool }) => ({ name, risk, tokens: tokensOf(tool) }));
  return {
    profile: profile.text,
    tools,
    toolTokens: tools.reduce((sum, { tokens }) => sum + tokens, 0),
    instructionTokens: encode(instructionsFor(toldIn(gate.accounts, account), shapeOf([profile]))).length,
    hosts: fitsOf(tools.map(({ name }) => name)),
  };
}

/** The tokens of what a model is given of a tool: name, description and input schema. */
export function tokensOf({ name, description, inputSchema }: McpTool["tool"]): number {
  return encode(`${name}\n${description ?? ""}\n${JSON.stringify(inputSchema)}`).length;
}

/** A report as lines for people. */
export function linesOf(
  report: ToolReport,
  { withTokens }: { readonly withTokens: boolean },
): readonly string[] {
  const { tools, toolTokens, instructionTokens, hosts } = report;
  const width = Math.max(...tools.map(({ name }) => name.length), 0);
  const rows = tools.map(({ name, risk, tokens }) =>
    withTokens
      ? `${name.padEnd(width)}  ${risk.padEnd(7)}  ${String(tokens).padStart(4)}`
      : `${name.padEnd(width)}  ${risk}`,
  );
  return [
    ...rows,
    "",
    `${tools.length} tools` +
      (withTokens ? `, ${toolTokens} tokens; instructions, ${instructionTokens} tokens (o200k)` : ""),
    ...hosts.map(({ host, fits, told }) => `${host}: ${fits ? "fits" : "DOES NOT FIT"} (${told})`),
  ];
}
