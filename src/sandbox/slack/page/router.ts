import { Hono } from "hono";
import type { Context } from "hono";
import type { FakeUser } from "../model.ts";
import type { Desk } from "../people/desk.ts";
import { directChannelOf, findUser, userOf } from "../world.ts";
import type { World } from "../world.ts";
import { deeds } from "./deeds.ts";
import { renderPage } from "./layout.ts";
import { pathOf } from "./scene.ts";
import type { Shortcut } from "./scene.ts";
import { settled } from "./settled.ts";
import { style } from "./style.ts";

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // Without a referrer policy that names this page's own origin, browsers would not say where a form comes from.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** The pages on which people see the workspace and act in it; they work without script. */
export function createPageRouter(desk: Desk, shortcuts: readonly Shortcut[]): Hono {
  const router = new Hono();
  // What has to be told to each person on the next page, until they do something else.
  const notices = new Map<string, string>();
  router.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  });
  router.get("/", (context) =>
    context.redirect(pathOf(firstPlaceOf(desk.world, viewerOf(context)), viewerOf(context))),
  );
  router.get("/style.css", (context) =>
    context.body(style, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  router.get("/:place", (context) => {
    const viewer = viewerOf(context);
    const place = context.req.param("place");
    if (!isOpenTo(desk.world, viewer, place))
      return context.redirect(pathOf(firstPlaceOf(desk.world, viewer), viewer));
    const notice = notices.get(viewer.id);
    return context.html(renderPage({ world: desk.world, viewer, place, notice, shortcuts }));
  });
  router.post("/:place/:deed", async (context) => {
    if (!isSameOrigin(context)) return context.text("Forms are taken only from the page itself.\n", 403);
    const viewer = viewerOf(context);
    const { place, deed: name } = context.req.param();
    const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined;
    if (deed === undefined || !isOpenTo(desk.world, viewer, place)) return context.notFound();
    const form = new URLSearchParams(await context.req.text());
    const notice = await settled(desk.world, () => deed({ desk, viewer, place, form }));
    if (notice === undefined) notices.delete(viewer.id);
    else notices.set(viewer.id, notice);
    return context.redirect(pathOf(place, viewer), 303);
  });
  return router;
}

function viewerOf(context: Context): FakeUser {
  return findUser(context.req.query("as") ?? "") ?? userOf("hanako");
}

function firstPlaceOf(world: World, { id }: FakeUser): string {
  const first = [...world.channels.values()].find(
    ({ kind, members }) => kind === "public" && members.includes(id),
  );
  return first?.id ?? "home";
}

function isOpenTo(world: World, viewer: FakeUser, place: string): boolean {
  const own = directChannelOf(world, viewer);
  return (
    place === "home" || place === own.id || world.channels.get(place)?.members.includes(viewer.id) === true
  );
}

/** Another page cannot post here in the name of the person at the browser. */
function isSameOrigin(context: Context): boolean {
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site");
  const own = `http://${context.req.header("host") ?? ""}`;
  return (
    (origin !== undefined || site !== undefined) &&
    (origin === undefined || origin === own) &&
    (site === undefined || site === "same-origin")
  );
}
