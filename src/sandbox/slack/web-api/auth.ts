import * as z from "zod";
import { app, team } from "../cast.ts";
import { ApiError } from "./error.ts";
import { method } from "./method.ts";
import type { Method, Site } from "./method.ts";

const appMethods = new Set(["apps.connections.open"]);

/** @throws {@link ApiError} when the token is missing, wrong, or of the wrong kind for this method */
export function checkToken({ world }: Site, name: string, token: string | undefined): void {
  const { botToken, appToken } = world.secrets;
  if (token === undefined) throw new ApiError("not_authed");
  if (token !== botToken && token !== appToken) throw new ApiError("invalid_auth");
  const fits = token === (appMethods.has(name) ? appToken : botToken);
  if (!fits) throw new ApiError("not_allowed_token_type");
}

/** Methods that exist, but need a scope the app does not have. */
const scopes: Readonly<Record<string, string>> = {
  "chat.startStream": "assistant:write",
  "conversations.history": "channels:history,groups:history,mpim:history,im:history",
  "conversations.info": "channels:read,groups:read,mpim:read,im:read",
  "conversations.join": "channels:join",
  "conversations.list": "channels:read,groups:read,mpim:read,im:read",
  "conversations.members": "channels:read,groups:read,mpim:read,im:read",
  "conversations.open": "channels:manage,groups:write,im:write,mpim:write",
  "conversations.replies": "channels:history,groups:history,mpim:history,im:history",
  "files.getUploadURLExternal": "files:write",
  "pins.add": "pins:write",
  "reactions.add": "reactions:write",
  "reactions.remove": "reactions:write",
  "team.info": "team:read",
  "usergroups.list": "usergroups:read",
  "usergroups.users.list": "usergroups:read",
  "users.lookupByEmail": "users:read.email",
  "users.profile.get": "users.profile:read",
};

/** Whether it is a method that exists, but not for an app with so few scopes. */
export function takesMissingScope(name: string): boolean {
  return Object.hasOwn(scopes, name);
}

/** The refusal of a method whose scope the app does not have. */
export function missingScope(name: string): ApiError {
  return new ApiError("missing_scope", { needed: scopes[name], provided: app.scopes.join(",") });
}

/** What the app asks about itself, and where it asks for a connection. */
export const authMethods: Readonly<Record<string, Method>> = {
  "auth.test": method(z.object({}), ({ world }) => ({
    url: `${world.url}/`,
    team: team.name,
    user: app.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  })),
  "apps.connections.open": method(z.object({}), ({ sockets }) => ({ url: sockets.ticketUrl() })),
};
