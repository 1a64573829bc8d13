import { setTimeout as pause } from "node:timers/promises";
import { listApprovalRequests } from "../../tools/approval/list-approval-requests.ts";
import type { Text } from "../../tools/operation.ts";
import type { House } from "../house/house.ts";
import type { Actor } from "../gate/actor.ts";
import { StoreError } from "../store/store-error.ts";
import type { Health } from "../web/context.ts";

/** Reads only, for nobody in particular. */
const looker: Actor = { principal: "sss-ops:health", face: "gate", asking: "none" };
/** So long an answer counts: whoever reloads a page does not load SSS. */
const freshMs = 30_000;
/** Less than the pause between two probes; however many ask, the store is written to once in it. */
const probedMs = 1_000;
/** Whoever asks is answered within this time, whether what is looked at answers or not. */
const longestLookMs = 2_000;

/** How SSS, the store, the policy and Slack are, within two seconds. */
export function createHealth(
  house: Pick<House, "gate" | "store" | "policy">,
  slack: () => Health["state"],
): () => Promise<readonly Health[]> {
  const sss = accountsOf(house).map((account) => ({
    name: nameFor(account),
    look: remembered(() => healthOfSss(house, account)),
  }));
  const about = remembered(() => aboutStore(house));
  const store = remembered(() => healthOfStore(house, about), probedMs);
  return () => {
    const state = slack();
    const slackHealth = { name: "Slack", state, detail: slackWords[state] } as const;
    return Promise.all([
      ...sss.map(({ name, look }) => inTime(name, look())),
      inTime("Store", store()),
      Promise.resolve(healthOfPolicy(house)),
      Promise.resolve(slackHealth),
    ]);
  };
}

/** Those that have to be told apart; one without a name where there is one only. */
function accountsOf({ gate: { accounts } }: Pick<House, "gate">): readonly (string | undefined)[] {
  return accounts.length < 2 ? [undefined] : accounts;
}

function nameFor(account: string | undefined): string {
  return account === undefined ? "SSS" : `SSS ${account}`;
}

async function healthOfSss({ gate }: Pick<House, "gate">, account: string | undefined): Promise<Health> {
  const name = nameFor(account);
  const actor = account === undefined ? looker : { ...looker, account };
  const input = { status: "registered" };
  const outcome = await gate.ask({ operation: listApprovalRequests, input, actor });
  // A read that the policy refuses says nothing of SSS.
  if (outcome.kind === "denied") return { name, state: "off", detail: outcome.message };
  return outcome.kind === "failed" || outcome.kind === "unknown"
    ? { name, state: "faulty", detail: outcome.message, code: outcome.code }
    : { name, state: "ok", detail: answers };
}

/** Written to: a disk that is full, and a file that is read-only, can still be read. */
async function healthOfStore({ store }: Pick<House, "store">, about: () => Promise<string>): Promise<Health> {
  try {
    const { leases } = await store();
    await leases.take("health", "health", Date.now(), 0);
    return { name: "Store", state: "ok", detail: await about() };
  } catch (error) {
    const code = error instanceof StoreError ? error.code : "internal";
    const detail = error instanceof Error ? error.message : String(error);
    return { name: "Store", state: "faulty", detail, code };
  }
}

/** The one in force is good; what is written now may not be. The log tells each fault. */
function healthOfPolicy({ policy }: Pick<House, "policy">): Health {
  const { version, faults } = policy.state();
  const words = faults.length === 0 ? policyWords.ok : policyWords.faulty;
  const detail = { en: words.en.replace("{version}", version), ja: words.ja.replace("{version}", version) };
  return { name: "Policy", state: faults.length === 0 ? "ok" : "faulty", detail };
}

async function aboutStore({ store }: Pick<House, "store">): Promise<string> {
  const { engine, where } = await (await store()).info();
  return `${engine}, ${where}`;
}

/** What does not answer in time counts as faulty, and is looked at to the end for whoever asks next. */
async function inTime(name: string, look: Promise<Health>): Promise<Health> {
  const late = pause(longestLookMs, { name, state: "faulty", detail: slow, code: "timeout" } as const, {
    ref: false,
  });
  return Promise.race([look, late]);
}

function remembered<Seen>(look: () => Promise<Seen>, forMs = freshMs): () => Promise<Seen> {
  let last: { readonly at: number; readonly seen: Promise<Seen> } | undefined;
  return () => {
    // A clock that never jumps: what was seen before one that did would be taken for new, or for long.
    const at = performance.now();
    if (last === undefined || at - last.at > forMs) {
      const seen = look();
      last = { at, seen };
      // What cannot be seen is looked at anew by whoever asks next.
      seen.catch(() => (last = undefined));
    }
    return last.seen;
  };
}

const slow: Text = {
  en: `It has not answered within ${longestLookMs / 1_000} s.`,
  ja: `${longestLookMs / 1_000}秒以内に応答がありません。`,
};

const answers: Text = { en: "It answers.", ja: "応答しています。" };

const policyWords = {
  ok: { en: "Version {version} is in force.", ja: "バージョン {version} が有効です。" },
  faulty: {
    en: "What is written now does not fit, as the log tells; version {version} stays in force.",
    ja: "現在のポリシーの内容に誤りがあるため、バージョン {version} を引き続き適用しています。詳細はログをご覧ください。",
  },
} as const satisfies Record<string, Text>;

const slackWords: Readonly<Record<Health["state"], Text>> = {
  ok: { en: "Connected.", ja: "接続しています。" },
  off: { en: "Not set up.", ja: "設定されていません。" },
  faulty: { en: "Set up, and not connected.", ja: "設定されていますが、接続できていません。" },
};
