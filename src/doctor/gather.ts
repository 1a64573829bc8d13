import type { Account, Config } from "../config/config.ts";
import type { Loaded } from "../config/load.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Policy } from "../gate/policy.ts";
import { asAccount } from "./account.ts";
import type { Given, MeansByName } from "./check.ts";
import type { Configured, Machine, WithPolicy, WithSlack, WithStore } from "./means.ts";
import { policySource, termsOf, toPolicy } from "../policy/source.ts";
import { once } from "./once.ts";
import { patiently } from "./patiently.ts";
import { standingStore } from "./standing-store.ts";

/** What all checks work with, and each account with its name, where there are several. */
export interface Gathered {
  readonly isSandbox: boolean;
  readonly shared: Omit<MeansByName, "account">;
  readonly accounts: readonly { readonly name?: string; readonly means: MeansByName }[];
  /** Lets go of everything; takes as long as what is under way. */
  close(): Promise<void>;
}

const unfit = { missing: "The configuration does not fit: see there." } as const;

/** Gets ready what checks work with, as far as the configuration fits; nothing is asked yet. */
export async function gather(
  machine: Omit<Machine, "configFaults">,
  load: () => Promise<Loaded>,
): Promise<Gathered> {
  const loaded = await load().catch((error: unknown) => faultsOf(error));
  return "config" in loaded
    ? gatherFitting({
        ...machine,
        configFaults: [],
        config: loaded.config,
        ...(loaded.file === undefined ? {} : { file: loaded.file.path }),
      })
    : withoutConfig({ ...machine, configFaults: loaded.faults });
}

/** @throws what is no fault of the configuration. */
function faultsOf(error: unknown): { readonly faults: readonly string[] } {
  if (!(error instanceof ConfigError)) throw error;
  return { faults: error.faults.length > 0 ? error.faults : [error.message] };
}

function withoutConfig(machine: Machine): Gathered {
  const missing = Promise.resolve(unfit);
  const shared = { config: missing, store: missing, policy: missing, slack: missing };
  return {
    isSandbox: false,
    shared: { ...shared, machine: Promise.resolve({ means: machine }) },
    accounts: [{ means: { ...shared, machine: Promise.resolve({ means: machine }), account: missing } }],
    close: () => Promise.resolve(),
  };
}

function gatherFitting(configured: Configured): Gathered {
  const { config } = configured;
  const standing = standingStore(configured);
  const { inspection, store, credentials } = standing;
  const withStore: WithStore = { ...configured, inspection, store };
  const policy = withPolicy(configured);
  const slack = openSlack(withStore, policy);
  const shared = {
    machine: Promise.resolve({ means: configured }),
    config: Promise.resolve({ means: configured }),
    store: Promise.resolve({ means: withStore }),
    policy,
    slack: slack.given,
  };
  const opened = accountsOf(config).map((account) => asAccount(account, configured, credentials));
  const isNamed = opened.length > 1;
  return {
    isSandbox: config.accounts.length === 0,
    shared,
    accounts: opened.map(({ means }) => ({
      ...(isNamed && means.account !== undefined ? { name: means.account.name } : {}),
      means: { ...shared, account: Promise.resolve({ means }) },
    })),
    async close() {
      await slack.end();
      await Promise.all(opened.map(({ close }) => close()));
      await standing.close();
    },
  };
}

/** None stands for the sandbox. */
function accountsOf({ accounts }: Config): readonly (Account | undefined)[] {
  return accounts.length === 0 ? [undefined] : accounts;
}

async function withPolicy(configured: Configured): Promise<Given<WithPolicy>> {
  const policy = await policyIn(configured.config);
  return policy === undefined
    ? { missing: "The policy does not fit: see there." }
    : { means: { ...configured, policy } };
}

async function policyIn(config: Config): Promise<Policy | undefined> {
  const terms = termsOf(config);
  try {
    return await toPolicy(await policySource(terms).first(), terms);
  } catch {
    // Why, a check of its own tells.
    return undefined;
  }
}

function openSlack(withStore: WithStore, policy: Promise<Given<WithPolicy>>) {
  const { slack } = withStore.config;
  if (slack === undefined) {
    const missing = "Slack is not set up (SLACK_BOT_TOKEN and SLACK_APP_TOKEN).";
    return { given: Promise.resolve({ missing }), end: () => Promise.resolve() };
  }
  // Loaded only here: Slack's library takes longer to load than most checks to run.
  const look = import("../slack/bolt/look.ts").then(({ lookAtSlack }) => lookAtSlack(slack));
  const bot = once(async () => patiently(withStore.patienceMs, (await look).bot()));
  const given = async (): Promise<Given<WithSlack>> => {
    const known = await policy;
    return {
      means: {
        ...withStore,
        slack,
        look: { ...(await look), bot },
        policy: "means" in known ? known.means.policy : undefined,
      },
    };
  };
  return { given: given(), end: async () => (await look).end() };
}
