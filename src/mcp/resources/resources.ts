import type {
  ReadResourceResult,
  Resource as Listed,
  ResourceTemplateType,
} from "@modelcontextprotocol/server";
import type { AccountTold } from "../told.ts";
import type { Visitor } from "../visitor.ts";
import { accessCsvResource } from "./access-csv.ts";
import { accountResource } from "./account.ts";
import { partAccount, withAccount } from "./account-address.ts";
import { addressAmong, variableOf } from "./address.ts";
import { noSuchResource, notAllowed, toProtocolError, unreadable } from "./faults.ts";
import { recordResources } from "./records.ts";
import type { Resource } from "./resource.ts";
import { trailResource } from "./trail.ts";

/** The resources of a server, as each visitor has them. */
export interface Resources {
  /** Those with an address of their own. */
  listed(visitor: Visitor): Listed[];
  /** Those whose address has a variable. */
  templates(visitor: Visitor): ResourceTemplateType[];
  /** What stands at an address. Throws {@link ProtocolError} alone, in words that are safe to show. */
  read(uri: string, visitor: Visitor): Promise<ReadResourceResult>;
}

/** The resources over an account or several; `told` is one sentence on what the server is attached to. */
export function createResources(told: string, accounts: readonly AccountTold[] = []): Resources {
  const all = [accountResource(told, accounts), trailResource, ...templated];
  const seenBy = (visitor: Visitor) => all.filter((resource) => isSeen(resource, visitor));
  return {
    listed: (visitor) =>
      seenBy(visitor)
        .filter(({ uri }) => variableOf(uri) === undefined)
        .map((resource) => ({ uri: resource.uri, ...described(resource) })),
    templates: (visitor) =>
      seenBy(visitor)
        .filter(({ uri }) => variableOf(uri) !== undefined)
        .map((resource) => ({
          uriTemplate: withAccount(resource.uri, visitor.gate.accounts),
          ...described(resource),
        })),
    read: (uri, visitor) =>
      readAt(uri, visitor, all).catch((error: unknown) => {
        throw toProtocolError(error);
      }),
  };
}

/** The resources whose address has a variable. */
export const templated: readonly Resource[] = [...recordResources, accessCsvResource];

async function readAt(uri: string, visitor: Visitor, all: readonly Resource[]): Promise<ReadResourceResult> {
  const { address: bare, ...meant } = partAccount(uri, visitor.gate.accounts);
  const address = addressAmong(all, bare);
  if (address === undefined) throw noSuchResource(uri, unknownAddress(all));
  const { of: resource, id } = address;
  const why = whyUnseen(resource, visitor);
  if (why !== undefined) throw notAllowed(why);
  const reading = await resource.read(id, { ...visitor, actor: { ...visitor.actor, ...meant } });
  if ("kind" in reading) throw unreadable(uri, reading);
  return { contents: [{ uri, mimeType: resource.mimeType, text: reading.text }] };
}

function unknownAddress(all: readonly Resource[]): string {
  return `There is no resource at this address. There are ${all.map(({ uri }) => uri).join(", ")}; what stands for a variable is an id or a name, percent-encoded, and no path.`;
}

/** Not the ones, either, whose read the policy refuses for good. */
function isSeen(resource: Resource, visitor: Visitor): boolean {
  const { operation } = resource;
  return (
    whyUnseen(resource, visitor) === undefined && (operation === undefined || visitor.has(operation.name))
  );
}

function whyUnseen({ operation }: Resource, visitor: Visitor): string | undefined {
  if (operation !== undefined) return visitor.whyNot(operation);
  return visitor.caller.scopes.includes("sss:read")
    ? undefined
    : "it takes the scope sss:read, which this token has not.";
}

function described({ name, title, description, mimeType, priority }: Resource) {
  return { name, title, description, mimeType, annotations: { audience: [...audience], priority } };
}

const audience = ["user", "assistant"] as const;
