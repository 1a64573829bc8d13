import type { Desk } from "../desk.ts";
import { saying } from "../views/blocks.ts";
import { messageModal } from "../views/modals.ts";
import type { Stranger } from "./people.ts";
import { type Reply, showOrTell, tell } from "./reply.ts";

/** Tells somebody why they may not act; in the modal where one is open, else where they asked. */
export async function turnAway(
  { surface }: Pick<Desk, "surface">,
  { language, why }: Stranger,
  reply: Reply,
  viewId?: string,
): Promise<void> {
  const message = saying(why[language]);
  return viewId === undefined
    ? tell({ surface }, reply, message)
    : showOrTell({ surface }, viewId, messageModal(message, language), reply, message);
}
