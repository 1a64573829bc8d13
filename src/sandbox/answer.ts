import { answerControl, controlPath } from "./control.ts";
import { Refusal } from "./errors.ts";
import type { Incoming } from "./incoming.ts";
import { answerKeystone } from "./keystone.ts";
import { toRefusalReply } from "./reply.ts";
import type { Reply } from "./reply.ts";
import type { Site } from "./site.ts";
import { answerSss } from "./sss.ts";
import { settle } from "./settle.ts";

/** The answer to a request, whatever it is: a fault of the sandbox itself is a 500, and told to `onFailure`. */
export function answer(site: Site, incoming: Incoming, onFailure: (error: unknown) => void): Reply {
  try {
    settle(site.world);
    return route(site, incoming);
  } catch (error) {
    if (error instanceof Refusal) {
      return toRefusalReply(error);
    }
    onFailure(error);
    return toRefusalReply(new Refusal(500, "Internal server error."));
  }
}

const sssPath = /^(?:\/sss)?\/api\/([^/]+)(\/.*)$/;
const keystonePath = /^(?:\/keystone)?(\/v3(?:\/.*)?|\/?)$/;

function route(site: Site, incoming: Incoming): Reply {
  if (incoming.path.startsWith(controlPath)) {
    return answerControl(site, incoming, incoming.path.slice(controlPath.length));
  }
  const [, version = "", path = ""] = sssPath.exec(incoming.path) ?? [];
  if (path !== "") {
    return answerSss(site, incoming, version, path);
  }
  const keystone = keystonePath.exec(incoming.path)?.[1];
  if (keystone === undefined) {
    throw new Refusal(404, "Not found a specified resource. There is no such path.");
  }
  return answerKeystone(site, incoming, keystone);
}
