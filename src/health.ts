import { listApprovalRequests } from "../tools/approval/list-approval-requests.ts";
import type { Text } from "../tools/operation.ts";
import type { House } from "./compose.ts";
import type { Actor } from "./gate/actor.ts";
import type { Health } from "./web/context.ts";

/** Reads only, for nobody in particular. */
const looker: Actor = { principal: "sss-ops:health", face: "gate", asking: "none" };
/** So long an answer counts: whoever reloads a page does not load SSS. */
const freshMs = 30_000;

/** How SSS, the store and Slack are, as the overview shows it. */
export function createHealth(
  house: Pick<House, "gate" | "store">,
  slack: () => Health["state"],
): () => Promise<readonly Health[]> {
  const sss = remembered(() => healthOfSss(house));
  return async () => {
    const state = slack();
    return [await sss(), await healthOfStore(house), { name: "Slack", state, detail: slackWords[state] }];
  };
}

async function healthOfSss({ gate }: Pick<House, "gate">): Promise<Health> {
  const input = { status: "registered" };
  const outcome = await gate.ask({ operation: listApprovalRequests, input, actor: looker });
  // A read that the policy refuses says nothing of SSS.
  if (outcome.kind === "denied") return { name: "SSS", state: "off", detail: outcome.message };
  return outcome.kind === "failed" || outcome.kind === "unknown"
    ? { name: "SSS", state: "faulty", detail: outcome.message }
    : { name: "SSS", state: "ok", detail: answers };
}

async function healthOfStore({ store }: Pick<House, "store">): Promise<Health> {
  try {
    const { engine, where } = await (await store()).info();
    return { name: "Store", state: "ok", detail: `${engine}, ${where}` };
  } catch (error) {
    return { name: "Store", state: "faulty", detail: error instanceof Error ? error.message : String(error) };
  }
}

function remembered(look: () => Promise<Health>): () => Promise<Health> {
  let last: { readonly at: number; readonly health: Promise<Health> } | undefined;
  return () => {
    if (last === undefined || Date.now() - last.at > freshMs) last = { at: Date.now(), health: look() };
    return last.health;
  };
}

const answers: Text = { en: "It answers.", ja: "応答しています。" };

const slackWords: Readonly<Record<Health["state"], Text>> = {
  ok: { en: "Connected.", ja: "接続しています。" },
  off: { en: "Not set up.", ja: "設定されていません。" },
  faulty: { en: "Set up, and not connected.", ja: "設定されていますが、接続できていません。" },
};
