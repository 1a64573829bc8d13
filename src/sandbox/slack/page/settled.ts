import type { Delivery } from "../model.ts";
import type { World } from "../world.ts";

/** How long an app has to be silent before the page takes it for done, and how long the page waits for that. */
const quietMs = 300;
const patienceMs = 2000;

/**
 * Does something, and gives the app a moment for what it does beside answering, so that the next page shows it.
 *
 * @returns what has to be told to the person: that it failed, and how
 */
export async function settled(world: World, act: () => Promise<Delivery>): Promise<string | undefined> {
  try {
    const { acked, problem } = await act();
    if (acked) await untilQuiet(world);
    return problem;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function untilQuiet(world: World, end = performance.now() + patienceMs): Promise<void> {
  const goesOn = await isCalledSoon(world);
  if (goesOn && performance.now() < end) await untilQuiet(world, end);
}

async function isCalledSoon({ calls, watch }: World): Promise<boolean> {
  const last = calls.at(-1);
  return watch.until(() => (calls.at(-1) === last ? undefined : true), quietMs).catch(() => false);
}
