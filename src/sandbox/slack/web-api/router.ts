import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { Context } from "hono";
import type { Fields } from "../plain.ts";
import { parseBody } from "./body.ts";
import { call } from "./call.ts";
import type { ApiAnswer } from "./call.ts";
import type { Site } from "./method.ts";
import { outcomeOf } from "./outcome.ts";
import { respond } from "./response-url.ts";

type Env = { Bindings: HttpBindings };

const mostCallsKept = 20_000;

/** What the app calls: the Web API below `/api/`, and the addresses it is given to respond to. */
export function createApiRouter(site: Site): Hono<Env> {
  const router = new Hono<Env>();
  router.all("/api/:method", async (context) => {
    const text = await context.req.text();
    const contentType = context.req.header("content-type");
    const name = context.req.param("method");
    const readBody = () => parseBody(contentType, text);
    const token = tokenOf(context) ?? tokenIn(readBody);
    return answer(context, site, { method: name, readBody, run: () => call(site, name, token, readBody) });
  });
  for (const family of ["/commands", "/actions"]) {
    router.post(`${family}/:number/:secret`, async (context) => {
      const text = await context.req.text();
      const readBody = () => parseBody("application/json", text);
      const run = () => respond(site.world, context.req.path, readBodyOr(readBody));
      return answer(context, site, { method: "response_url", readBody, run });
    });
  }
  return router;
}

interface Request {
  readonly method: string;
  readonly readBody: () => Fields;
  readonly run: () => ApiAnswer;
}

/** Makes a call and keeps it on record. */
async function answer(
  context: Context<Env>,
  { world, faults }: Site,
  { method, readBody, run }: Request,
): Promise<Response> {
  if (faults.down) return cut(context);
  const outcome = outcomeOf(faults, method, run);
  const reply = typeof outcome === "string" ? undefined : outcome;
  const { token: _, ...body } = readBodyOr(readBody);
  world.calls.push({ method, body, answer: reply?.body });
  world.calls.splice(0, world.calls.length - mostCallsKept);
  world.watch.changed();
  if (outcome === "hang") return new Promise(() => {});
  return reply === undefined ? cut(context) : send(reply);
}

function send({ status, headers, body }: ApiAnswer): Response {
  // The errors of a gateway in front of Slack are not JSON.
  if (status >= 500) return new Response("<html><body>upstream error</body></html>", { status, headers });
  return Response.json(body, { status, headers });
}

function cut(context: Context<Env>): Response {
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

function tokenOf(context: Context<Env>): string | undefined {
  return /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1];
}

function tokenIn(readBody: () => Fields): string | undefined {
  const token = readBodyOr(readBody)["token"];
  return typeof token === "string" ? token : undefined;
}

function readBodyOr(readBody: () => Fields): Fields {
  try {
    return readBody();
  } catch {
    return {};
  }
}
