import type { SlackUser, Surface } from "../surface.ts";

/** The users of the workspace, each looked up once in a while. */
export interface Users {
  /** Somebody as Slack tells of them; undefined where it does not. */
  lookUp(userId: string): Promise<SlackUser | undefined>;
  /** The same as far as they were looked up already. */
  known(userId: string): SlackUser | undefined;
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
  user: SlackUser | undefined;
}

/** Flags such as `deleted` change seldom, and an approver who leaves must not go on approving for long. */
const rememberMs = 10 * 60_000;

/** Users who are remembered for ten minutes. */
export function createUsers({ surface, now }: UsersOptions): Users {
  const remembered = new Map<string, Remembered>();
  return {
    async lookUp(userId) {
      const known = remembered.get(userId);
      if (known !== undefined && known.until > now()) return known.asked;
      // Kept while it is being asked for: many presses at once look somebody up once.
      const asked = surface.user(userId).catch(() => undefined);
      const entry: Remembered = { asked, until: now() + rememberMs, user: undefined };
      remembered.set(userId, entry);
      entry.user = await asked;
      if (entry.user === undefined && remembered.get(userId) === entry) remembered.delete(userId);
      return entry.user;
    },
    known: (userId) => remembered.get(userId)?.user,
  };
}
