import type { Server, ServerCapabilities, ServerContext, ServerOptions } from "@modelcontextprotocol/server";
import type { Gate } from "../gate/gate.ts";
import { createComplete } from "./completions.ts";
import { getPrompt, promptsFor } from "./prompts/prompts.ts";
import { createResources } from "./resources/resources.ts";
import type { AccountTold } from "./told.ts";
import type { Visitor } from "./visitor.ts";

/** Puts on a server what it has beside its tools. */
export type BesideTools = (
  server: Pick<Server, "setRequestHandler">,
  visitorOf: (context: ServerContext) => Visitor,
) => void;

/** What a server that has them says of resources, prompts and completions. */
export const capabilitiesBesideTools: ServerCapabilities = {
  resources: { listChanged: false },
  prompts: { listChanged: false },
  completions: {},
};

const listCache = { ttlMs: 3_600_000, cacheScope: "private" } as const;

/** How long their answers may be kept by a client: what stands in the account soon is another. */
export const cacheHintsBesideTools: NonNullable<ServerOptions["cacheHints"]> = {
  "resources/list": listCache,
  "resources/templates/list": listCache,
  "resources/read": { ttlMs: 10_000, cacheScope: "private" },
  "prompts/list": listCache,
};

/** Resources, prompts and completions; `account` is one sentence on what the server is attached to. */
export function createBesideTools(means: {
  readonly gate: Gate;
  readonly account: string;
  readonly accounts?: readonly AccountTold[] | undefined;
  readonly now: () => number;
}): BesideTools {
  const resources = createResources(means.account, means.accounts);
  const complete = createComplete(means);
  return (server, visitorOf) => {
    server.setRequestHandler("resources/list", (_request, context) => ({
      resources: resources.listed(visitorOf(context)),
    }));
    server.setRequestHandler("resources/templates/list", (_request, context) => ({
      resourceTemplates: resources.templates(visitorOf(context)),
    }));
    server.setRequestHandler("resources/read", ({ params }, context) =>
      resources.read(params.uri, visitorOf(context)),
    );
    server.setRequestHandler("prompts/list", (_request, context) => ({
      prompts: promptsFor(visitorOf(context)),
    }));
    server.setRequestHandler("prompts/get", ({ params }, context) =>
      getPrompt(params.name, params.arguments ?? {}, visitorOf(context)),
    );
    server.setRequestHandler("completion/complete", ({ params }, context) =>
      complete(params, visitorOf(context)),
    );
  };
}
