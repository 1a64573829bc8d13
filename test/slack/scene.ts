import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { HouseObservers } from "../../src/house/house.ts";
import { type FakeSlack, startFakeSlack } from "../../src/sandbox/slack/server.ts";
import type { SlackObserver } from "../../src/slack/observer.ts";
import { type SlackFace, startSlack } from "../../src/slack/start.ts";
import { temporaryDirectory } from "../directory.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { openBeside } from "../gate/flow/flow.ts";

/** The ways a payload takes to the app. */
export const transports = ["socket", "http"] as const;
export type Transport = (typeof transports)[number];

/** A house with Slack connected to a fake one. */
export interface Scene {
  readonly house: TestHouse;
  readonly slack: FakeSlack;
  readonly face: SlackFace;
  readonly faults: unknown[];
}

/** How a scene is set. */
export interface SceneOptions {
  readonly transport?: Transport;
  /** Lines of the policy file below its people. */
  readonly policy?: string;
  /** Default: hanako and kenji may approve, taro and alice may ask. */
  readonly people?: (principalOf: (name: keyof FakeSlack["users"]) => string) => string;
  readonly now?: () => number;
  readonly environment?: Record<string, string>;
  /** Several accounts in the place of the one. */
  readonly accounts?: Parameters<typeof openTestHouse>[0] extends infer Options
    ? Options extends { accounts?: infer Accounts }
      ? (slack: FakeSlack) => Accounts
      : never
    : never;
  readonly channel?: false;
  readonly language?: "en" | "ja";
  readonly watchMs?: number;
  /** How long Slack waits for an answer, where what is proven is not how fast this machine is. */
  readonly ackMs?: number;
  readonly observe?: { readonly house: HouseObservers; readonly slack: SlackObserver };
  readonly sandbox?: Parameters<typeof openTestHouse>[0] extends infer Options
    ? Options extends { sandbox?: infer Sandbox }
      ? Sandbox
      : never
    : never;
}

/** Opens a house over a sandbox and connects it to a fake Slack; all of it ends with the test. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const { now, ackMs } = options;
  const slack = await startFakeSlack({
    ...(now === undefined ? {} : { now }),
    ...(ackMs === undefined ? {} : { ackMs }),
  });
  onTestFinished(() => slack.stop());
  const environment = {
    SSS_OPS_POLICY: await policyFor(slack, options),
    ...(options.channel === false ? {} : { SSS_OPS_DOORS: "slack" }),
    ...options.environment,
  };
  const house = await openTestHouse({
    environment,
    ...(now === undefined ? {} : { now }),
    ...(options.observe === undefined ? {} : { observe: options.observe.house }),
    ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
    ...(options.accounts === undefined ? {} : { accounts: options.accounts(slack) }),
  });
  const faults: unknown[] = [];
  const face = await connect(house, slack, faults, options);
  return { house, slack, face, faults };
}

/** Another replica on the same state and the same fake Slack. */
export async function openReplica({ house, slack }: Scene, options: SceneOptions = {}) {
  const beside = await openBeside(house, {
    environment: {
      SSS_OPS_POLICY: house.config.policy.file ?? "",
      SSS_OPS_DOORS: "slack",
      ...options.environment,
    },
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const faults: unknown[] = [];
  return { house: beside, faults, face: await connect(beside, slack, faults, options) };
}

async function connect(
  house: Pick<TestHouse, "accounts" | "gate" | "store" | "onTicket">,
  slack: FakeSlack,
  faults: unknown[],
  { transport = "socket", now, channel, language = "en", watchMs = 0, observe }: SceneOptions,
): Promise<SlackFace> {
  const face = await startSlack({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    ...(transport === "socket"
      ? { appToken: slack.appToken }
      : { http: { signingSecret: slack.signingSecret, host: "127.0.0.1", port: 0 } }),
    ...(channel === false ? {} : { channel: slack.channels.approvals.id }),
    language,
    watchMs,
    gate: house.gate,
    accounts: house.accounts,
    store: house.store,
    onTicket: house.onTicket,
    ...(now === undefined ? {} : { now }),
    newId: () => crypto.randomUUID(),
    observe: observe?.slack,
    onFault: (error) => void faults.push(error),
  });
  onTestFinished(() => face.stop());
  if (face.url !== undefined) slack.useHttp(face.url);
  else await slack.until(() => (slack.sockets > 0 ? true : undefined));
  return face;
}

async function policyFor(
  { team, users }: FakeSlack,
  { people = usual, policy = "" }: SceneOptions,
): Promise<string> {
  const path = join(await temporaryDirectory(), "policy.yaml");
  const principalOf = (name: keyof FakeSlack["users"]) => `"slack:${team.id}/${users[name].id}"`;
  await writeFile(path, `people:\n${people(principalOf)}\n${policy}`);
  return path;
}

function usual(principalOf: (name: keyof FakeSlack["users"]) => string): string {
  return [
    `  - { principal: ${principalOf("hanako")}, mayApprove: true }`,
    `  - { principal: ${principalOf("kenji")}, mayApprove: true }`,
    `  - { principal: ${principalOf("taro")} }`,
    `  - { principal: ${principalOf("alice")} }`,
  ].join("\n");
}
