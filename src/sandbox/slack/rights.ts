import type { ResponseUrl, Trigger, World } from "./world.ts";

const triggerLifeMs = 3000;
const responseUrlLifeMs = 30 * 60_000;
const responseUrlUses = 5;

/** A new `trigger_id`: good for one modal within three seconds. `viewId` is the modal it is given in. */
export function grantTrigger(world: World, userId: string, viewId?: string): string {
  const id = `${world.ids.next("")}.${world.ids.next("")}.${world.ids.secret()}`;
  world.triggers.set(id, { userId, expiresAt: world.now() + triggerLifeMs, viewId, used: false });
  return id;
}

/** The right behind a `trigger_id`, or the Web API's word for why there is none. */
export function checkTrigger(world: World, id: string): Trigger | string {
  const trigger = world.triggers.get(id);
  if (trigger === undefined) return "invalid_trigger_id";
  if (trigger.used) return "exchanged_trigger_id";
  return world.now() > trigger.expiresAt ? "expired_trigger_id" : trigger;
}

/** A new `response_url`: good for five messages within thirty minutes. `original` is the message to replace. */
export function grantResponseUrl(
  world: World,
  family: "commands" | "actions",
  right: Pick<ResponseUrl, "channel" | "userId" | "original">,
): string {
  const path = `/${family}/${world.ids.next("")}/${world.ids.secret()}`;
  const expiresAt = world.now() + responseUrlLifeMs;
  world.responseUrls.set(path, { ...right, expiresAt, usesLeft: responseUrlUses });
  return world.url + path;
}
