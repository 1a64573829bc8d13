import type { Inspection } from "../store/inspect.ts";
import type { WithStore } from "./means.ts";

/** Said of a store that is not there yet. */
export const notMade = "No store was made yet; the first start makes it.";
const notOpen = "The store does not open: see there.";

/** The store as it stands, or why it cannot be looked at: one cause is one fault. */
export async function seenBy(inspection: WithStore["inspection"]): Promise<Inspection | string> {
  return inspection().then(
    (seen) => seen ?? notMade,
    () => notOpen,
  );
}

/** Why the store cannot be looked into, where another check tells of it. */
export async function unready({ inspection, store: open }: WithStore): Promise<string | undefined> {
  const seen = await seenBy(inspection);
  if (typeof seen === "string") return seen;
  if (!isCurrent(seen)) return "The store has to be migrated first.";
  return open().then(
    () => undefined,
    () => notOpen,
  );
}

/** Whether the tables are those of this release. */
export function isCurrent({ migrations: { done, known, isNewer } }: Inspection): boolean {
  return !isNewer && done === known;
}
