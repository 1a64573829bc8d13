import * as z from "zod";
import type { FakeUser } from "../model.ts";
import type { Fields } from "../plain.ts";
import { findUser } from "../world.ts";
import { flag } from "./arguments.ts";
import { ApiError } from "./error.ts";
import { method } from "./method.ts";
import type { Method } from "./method.ts";

/** What the app may know about people. */
export const userMethods: Readonly<Record<string, Method>> = {
  "users.info": method(z.object({ user: z.string(), include_locale: flag }), (_, input) => {
    const user = findUser(input.user);
    if (user === undefined || user.id !== input.user) throw new ApiError("user_not_found");
    return { user: toWireUser(user, input.include_locale) };
  }),
};

/** E-mail addresses are left out: they take a scope of their own. */
function toWireUser(user: FakeUser, withLocale: boolean): Fields {
  const { id, name, realName, teamId, flags } = user;
  const has = (flagName: FakeUser["flags"][number]) => flags.includes(flagName);
  const common = {
    id,
    team_id: teamId,
    name,
    deleted: has("deleted"),
    real_name: realName,
    profile: { real_name: realName, display_name: name, real_name_normalized: realName, team: teamId },
    is_bot: has("is_bot"),
    is_app_user: false,
    updated: 1_790_000_000,
  };
  if (has("deleted")) return common;
  return {
    ...common,
    tz: user.tz,
    tz_label: user.tzLabel,
    tz_offset: user.tzOffset,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: has("is_restricted"),
    is_ultra_restricted: has("is_ultra_restricted"),
    ...(has("is_stranger") && { is_stranger: true }),
    ...(withLocale && { locale: user.locale }),
  };
}
