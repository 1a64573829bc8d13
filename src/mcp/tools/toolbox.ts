import { catalog } from "../../../tools/index.ts";
import { type Risk, risks } from "../../../tools/operation.ts";
import { allowsRisk, leftOutBy, shapeOf } from "../../../tools/profile.ts";
import type { Caller } from "../../access/caller.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { withAccount } from "./account-argument.ts";
import type { Found, McpTool, Reach } from "./mcp-tool.ts";
import { toOperationTool } from "./operation-tool.ts";
import { createRanker } from "../search/rank.ts";
import { runTools, searchToolsFor } from "./search-tools.ts";
import { ticketTools } from "./ticket-tools.ts";
import { undoTool } from "./undo-tool.ts";

/** The tools there are, and which of them a caller has. */
export interface Toolbox {
  /** Those a host is shown, in an order that does not change. */
  offeredTo(caller: Caller, actor: Actor): readonly McpTool[];
  /** The one of that name, if the caller is offered it; else what to tell them. Undefined where there is none. */
  find(name: string, caller: Caller, actor: Actor): Found | undefined;
  /** What does something for the caller, offered or not. */
  reachOf(caller: Caller, actor: Actor): Reach;
}

/** The tools over a gate. */
export function createToolbox(gate: Pick<Gate, "mayEver" | "accounts">): Toolbox {
  const shown = shownWith(gate.accounts);
  const isReachable = (tool: McpTool, caller: Caller, actor: Actor) =>
    whyLeftOut(tool, caller) === undefined &&
    (tool.operation === undefined || gate.mayEver(tool.operation, actor));
  const reachOf = (caller: Caller, actor: Actor): Reach => {
    const whyNot = (name: string) => {
      const tool = byName.get(name);
      return tool && whyLeftOut(tool, caller);
    };
    return {
      tools: () => every.filter((tool) => isReachable(tool, caller, actor)),
      // The gate puts a refusal by the policy on record, and says who can change it.
      find(name) {
        const why = whyNot(name);
        return why === undefined ? byName.get(name) : { instead: why };
      },
      whyNot,
      rank,
    };
  };
  const offeredTo = (caller: Caller, actor: Actor) => {
    const tools = reachOf(caller, actor).tools();
    return (shapeOf(caller.profiles) === "full" ? tools : searchToolsFor(tools)).map(shown);
  };
  return {
    offeredTo,
    reachOf,
    find(name, caller, actor) {
      if (shapeOf(caller.profiles) === "full") return reachOf(caller, actor).find(name);
      const known = byName.get(name);
      const throughSearch = known && {
        instead: `${name} is run by ${runTools[known.risk]}, with its name and arguments.`,
      };
      return offeredTo(caller, actor).find((tool) => tool.name === name) ?? throughSearch;
    },
  };
}

/** How tools are shown, each made once: where there are several accounts, with the argument that names one. */
function shownWith(accounts: readonly string[]): (tool: McpTool) => McpTool {
  if (accounts.length < 2) return (tool) => tool;
  const made = new Map<McpTool, McpTool>();
  return (tool) => {
    const shown = made.get(tool) ?? withAccount(tool, accounts);
    made.set(tool, shown);
    return shown;
  };
}

/** Every tool that does something, in the order hosts are shown them. */
export const every: readonly McpTool[] = [...catalog.map(toOperationTool), ...ticketTools, undoTool];

const byName: ReadonlyMap<string, McpTool> = new Map(every.map((tool) => [tool.name, tool]));

/** The most that a call of a tool can do, whoever offers it; reading, for a name that is none. */
export function riskOf(name: string): Risk {
  const run = risks.find((risk) => runTools[risk] === name);
  return run ?? byName.get(name)?.risk ?? "read";
}

/** Why a caller does not have a tool, whatever the policy says; undefined where they do. */
function whyLeftOut({ name, risk, operation }: McpTool, { scopes, profiles }: Caller): string | undefined {
  if (!scopes.includes(`sss:${risk}`))
    return `${name} takes the scope sss:${risk}, which this token has not.`;
  const by =
    operation === undefined
      ? profiles.find((profile) => !allowsRisk(profile, risk))
      : leftOutBy(profiles, operation);
  return (
    by &&
    `${name} is left out by the profile "${by.text}" of this connection. Whoever set it up can change it: SSS_OPS_PROFILE, the token's profile, or ?profile= in the URL.`
  );
}

let ranker: ReturnType<typeof createRanker<McpTool>> | undefined;

/** Made with the first search: most connections never search. */
function rank(query: string): readonly McpTool[] {
  ranker ??= createRanker(every);
  return ranker(query, every.length).map(({ entry }) => entry);
}
