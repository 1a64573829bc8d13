import { Refusal } from "./errors.ts";
import { faultSchema } from "./faults.ts";
import { parseJsonObject } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import { created, noContent, ok } from "./reply.ts";
import type { Reply } from "./reply.ts";
import type { Site } from "./site.ts";

/** Where the sandbox itself is spoken to. No fault strikes here. */
export const controlPath = "/_sandbox";

/**
 * Answers what is the sandbox's own, below `/_sandbox`: key pairs to begin with, and faults.
 *
 * Only for callers on the same machine: the key pairs open everything here.
 */
export function answerControl(site: Site, incoming: Incoming, path: string): Reply {
  if (!isLoopback(incoming.peer) || !isLoopback(new URL(incoming.origin).hostname)) {
    throw new Refusal(403, "This page is for callers on the same machine.");
  }
  switch (`${incoming.method} ${path}`) {
    case "GET /accounts":
      return ok({ keystone: `${incoming.origin}/v3`, accounts: site.accounts });
    case "GET /faults":
      return ok({ faults: site.faults.list() });
    case "POST /faults":
      return addFault(site, incoming);
    case "DELETE /faults":
      site.faults.clear();
      return noContent;
    default:
      throw new Refusal(404, "The sandbox has GET /accounts, and GET, POST and DELETE /faults.");
  }
}

function addFault(site: Site, incoming: Incoming): Reply {
  const fault = faultSchema.safeParse(parseJsonObject(incoming));
  if (!fault.success) {
    throw new Refusal(400, `No such fault: ${fault.error.issues[0]?.message}`);
  }
  site.faults.add(fault.data);
  return created({ faults: site.faults.list() });
}

/** The caller's address, and the name he knows us by: a page of elsewhere could have its own name lead here. */
function isLoopback(host: string): boolean {
  return ["localhost", "::1", "[::1]"].includes(host) || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host);
}
