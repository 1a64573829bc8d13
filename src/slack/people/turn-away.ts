import type { Desk } from "../desk.ts";
import { saying } from "../views/blocks.ts";
import { messageModal } from "../views/modals.ts";
import type { Stranger } from "./people.ts";
import { type Reply, tell } from "./reply.ts";

/** Tells somebody why they may not act; in the modal where one is open, else where they asked. */
export async function turnAway(
  { surface }: Pick<Desk, "surface">,
  { language, why }: Stranger,
  reply: Reply,
  viewId?: string,
): Promise<void> {
  const message = saying(why[language]);
  if (viewId === undefined) return tell({ surface }, reply, message);
  await surface.show(viewId, messageModal(message, language));
}
