import type { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { FakeUser } from "../model.ts";
import { sayTo } from "../people/words.ts";
import type { World } from "../world.ts";

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

/** What a page is made for: whose eyes, and where they look. */
export interface Scene {
  readonly world: World;
  readonly viewer: FakeUser;
  /** The channel id, or `home`. */
  readonly place: string;
  /** What the last thing the viewer did came to, if that has to be told. */
  readonly notice: string | undefined;
  readonly shortcuts: readonly Shortcut[];
}

/** A global shortcut of the app. */
export interface Shortcut {
  readonly callbackId: string;
  readonly name: string;
}

/** A sentence in the viewer's language. */
export function say({ viewer }: Scene, text: Text): string {
  return sayTo(viewer, text);
}

/** The path of a place as somebody sees it; of what can be done there with `deed`. */
export function pathOf(place: string, viewer: FakeUser, deed?: string): string {
  const path = `/sandbox/slack/${encodeURIComponent(place)}${deed === undefined ? "" : `/${deed}`}`;
  return `${path}?as=${viewer.key}`;
}
