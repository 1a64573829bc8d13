import type { EndpointName } from "../../../tools/index.ts";
import { listAvailableMenus } from "../../../tools/menu/list-available-menus.ts";
import { updateAvailableMenus } from "../../../tools/menu/update-available-menus.ts";
import { readMenu, toMenu } from "../guesses.ts";
import { manageUser, seeUser } from "../permissions.ts";
import { noContent, ok } from "../reply.ts";
import { handle } from "./handler.ts";
import { turn } from "./switches.ts";

export const menuHandlers = {
  list_available_menus: handle(listAvailableMenus, (call, { user_id }) => {
    const { menus } = seeUser(call, user_id);
    return ok({ user_id, menus: [...menus].map(([menu, available]) => toMenu(menu, available)) });
  }),

  update_available_menus: handle(updateAvailableMenus, (call, { user_id, menus }) => {
    turn(manageUser(call, user_id).menus, "Menus", menus.map(readMenu));
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;
