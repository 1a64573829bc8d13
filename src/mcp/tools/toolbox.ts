import { catalog } from "../../../tools/index.ts";
import type { Risk } from "../../../tools/operation.ts";
import { allowsRisk, leftOutBy, risks, shapeOf } from "../../../tools/profile.ts";
import type { Caller } from "../../access/caller.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import type { McpTool } from "./mcp-tool.ts";
import { toOperationTool } from "./operation-tool.ts";
import { createRanker } from "../search/rank.ts";
import { createSearchTools, runTools } from "./search-tools.ts";
import { ticketTools } from "./ticket-tools.ts";
import { undoTool } from "./undo-tool.ts";

/** The tools there are, and which of them a caller has. */
export interface Toolbox {
  /** Those a host is shown, in an order that does not change. */
  offeredTo(caller: Caller, actor: Actor): readonly McpTool[];
  /** Those that do something for the caller, whether a host is shown them or they are found by searching. */
  reachableBy(caller: Caller, actor: Actor): readonly McpTool[];
  /** The one of that name, if the caller has it; else what to tell them. Undefined where there is none. */
  find(name: string, caller: Caller, actor: Actor): Found | undefined;
  /** Why a caller does not have an operation, whatever the policy says; undefined when they do. */
  whyLeftOut(name: string, caller: Caller): string | undefined;
}

/** The tools over a gate. */
export function createToolbox(gate: Pick<Gate, "mayEver">): Toolbox {
  const isReachable = (tool: McpTool, caller: Caller, actor: Actor) =>
    whyLeftOut(tool, caller) === undefined &&
    (tool.operation === undefined || gate.mayEver(tool.operation, actor));
  const reachableBy = (caller: Caller, actor: Actor) =>
    every.filter((tool) => isReachable(tool, caller, actor));

  /** One that the policy alone refuses is found: the gate puts the refusal on record and says who can change it. */
  const findAny = (name: string, caller: Caller): Found | undefined => {
    const tool = byName.get(name);
    const why = tool && whyLeftOut(tool, caller);
    return why === undefined ? tool : { instead: why };
  };
  const searching = (caller: Caller, actor: Actor) =>
    createSearchTools({
      rank,
      reachable: reachableBy(caller, actor),
      find: (name) => findAny(name, caller) ?? { instead: unknownName },
    });

  return {
    offeredTo: (caller, actor) =>
      shapeOf(caller.profiles) === "full" ? reachableBy(caller, actor) : searching(caller, actor),
    reachableBy,
    whyLeftOut(name, caller) {
      const tool = byName.get(name);
      return tool && whyLeftOut(tool, caller);
    },
    find(name, caller, actor) {
      if (shapeOf(caller.profiles) === "full") return findAny(name, caller);
      const known = byName.get(name);
      const throughSearch = known && {
        instead: `${name} is run by ${runTools[known.risk]}, with its name and arguments.`,
      };
      return searching(caller, actor).find((tool) => tool.name === name) ?? throughSearch;
    },
  };
}

/** What a name leads to: a tool that the caller has, or what to tell them instead. */
export type Found = McpTool | { readonly instead: string };

const unknownName = "There is no operation of that name. search_operations finds those there are.";

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
