import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { createPageRouter } from "./page/router.ts";
import type { Shortcut } from "./page/scene.ts";
import type { Desk } from "./people/desk.ts";
import type { Site } from "./web-api/method.ts";
import { createApiRouter } from "./web-api/router.ts";

/** Everything the fake answers over HTTP, and only to those who call it by a name of this machine. */
export function createRouter(
  site: Site,
  desk: Desk,
  shortcuts: readonly Shortcut[],
): Hono<{ Bindings: HttpBindings }> {
  const router = new Hono<{ Bindings: HttpBindings }>();
  const { port } = new URL(site.world.url);
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  router.use(async (context, next) => {
    // A web page could otherwise reach the fake through a name of its own that leads here.
    if (!hosts.has(context.req.header("host") ?? ""))
      return context.text("This Host is not served here.\n", 403);
    return next();
  });
  router.route("/", createApiRouter(site));
  router.route("/sandbox/slack", createPageRouter(desk, shortcuts));
  return router;
}
