import { tenantOf, ticketFor } from "../gate/flow/flow.ts";
import { consoleLooks } from "./console-looks.ts";
import type { Scene } from "./scene.ts";

/** A page that is looked at in both languages, light and dark, wide and narrow. */
export interface Look {
  readonly name: string;
  /** Makes what the page shows, and gives its path. */
  readonly path: (scene: Scene) => string | Promise<string>;
  /** It is looked at without being signed in. */
  readonly isOutside?: true;
}

/** Every page of the console. */
export const looks: readonly Look[] = [
  { name: "sign-in", path: () => "/sign-in", isOutside: true },
  { name: "sign-in-link", path: async ({ console }) => pathOf(await console.signInLink()), isOutside: true },
  {
    name: "overview",
    path: async ({ house }) => {
      await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
      return "/";
    },
  },
  { name: "overview-empty", path: () => "/" },
  { name: "not-found", path: () => "/nowhere" },
  {
    name: "run",
    path: () => "/operations/create_user/run?login_id=new.user&notify_password=false&password=seen",
  },
  { name: "run-ticks", path: () => "/operations/update_user_type/run?grant=user&grant=tenant" },
  { name: "run-lists", path: () => "/operations/create_iam_role/run" },
  { name: "run-read", path: () => "/operations/list_users/run" },
  ...consoleLooks,
];

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
