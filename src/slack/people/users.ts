import type { SlackUser, Surface } from "../surface.ts";

/** The users of the workspace, each looked up once in a while. */
export interface Users {
  /** Somebody as Slack tells of them; undefined where it does not. */
  lookUp(userId: string): Promise<SlackUser | undefined>;
  /** The locale of somebody who was looked up within the last day; undefined where none is known. */
  localeOf(userId: string): string | undefined;
}

/** What users are looked up with. */
export interface UsersOptions {
  readonly surface: Pick<Surface, "user">;
  readonly now: () => number;
}

/** Somebody who was looked up, or is being. */
interface Remembered {
  readonly asked: Promise<SlackUser | undefined>;
  readonly until: number;
}

/** Flags such as `deleted` change seldom, and an approver who leaves must not go on approving for long. */
const rememberMs = 10 * 60_000;
/** What language somebody reads harms nobody when it is out of date. */
const localeMs = 24 * 60 * 60_000;

/** Users who are remembered for ten minutes, and their locales for a day. */
export function createUsers({ surface, now }: UsersOptions): Users {
  const remembered = new Map<string, Remembered>();
  const locales = new Map<string, { readonly locale: string; readonly until: number }>();
  return {
    async lookUp(userId) {
      const known = remembered.get(userId);
      // Of a clock that was set back nobody knows how long ago it was.
      const leftMs = (known?.until ?? 0) - now();
      if (known !== undefined && leftMs > 0 && leftMs <= rememberMs) return known.asked;
      // Kept while it is being asked for: many presses at once look somebody up once.
      const entry = { asked: surface.user(userId).catch(() => undefined), until: now() + rememberMs };
      remembered.set(userId, entry);
      const user = await entry.asked;
      if (user === undefined && remembered.get(userId) === entry) remembered.delete(userId);
      if (user?.locale !== undefined) locales.set(userId, { locale: user.locale, until: now() + localeMs });
      return user;
    },
    localeOf(userId) {
      const known = locales.get(userId);
      return known !== undefined && known.until > now() ? known.locale : undefined;
    },
  };
}
