import type { Delivery } from "../model.ts";
import type { World } from "../world.ts";

/** How long the page waits for what an app does beside answering. */
const patienceMs = 1000;

/**
 * Does something, and gives the app a moment to open a modal or say something, so that the next page shows it.
 *
 * @returns what has to be told to the person: that it failed, and how
 */
export async function settled(world: World, act: () => Promise<Delivery>): Promise<string | undefined> {
  const last = world.calls.at(-1);
  try {
    const { acked, ack, problem } = await act();
    if (acked && ack === undefined) await nextCall(world, last);
    return problem;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function nextCall(world: World, last: World["calls"][number] | undefined): Promise<void> {
  const look = () => (world.calls.at(-1) === last ? undefined : true);
  // An app that has nothing more to say is none to complain about.
  await world.watch.until(look, patienceMs).catch(() => undefined);
}
