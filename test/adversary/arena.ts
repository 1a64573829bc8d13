import type { Sandbox } from "../../src/sandbox/server.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { startEndpoint } from "../mcp/clients.ts";
import { policyFile } from "../gate/flow/flow.ts";
import { thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";
import { type Answer, send } from "./answer.ts";
import { type Doomed, addSpares, samplesOf } from "./calls.ts";
import { differencesOf, pictureOf } from "./picture.ts";
import { type Scorer, type Tally, createScorer, unlike } from "./scorer.ts";

/** A house under attack, with everything that can be destroyed in it. */
export interface Arena extends Pick<Scorer, "attempt" | "volley"> {
  readonly house: TestHouse;
  readonly url: string;
  /** For each destructive operation a call that would be run if a person consented to it. */
  readonly doomed: readonly Doomed[];
  /** The same for each operation that a yes is enough for. */
  readonly changes: readonly Doomed[];
  /** Tenants that nobody needs, to be deleted by a true consent. */
  readonly spares: readonly Doomed[];
  /** Asks the question of a call. Throws where nothing is asked. */
  ask(call: Doomed, url?: string): Promise<Required<Answer>["question"]>;
}

/** Attempts of one kind, in an arena of their own. */
export interface Attack {
  readonly name: string;
  /** YAML of the policy file, beside a breaker that stays shut. */
  readonly policy?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  /** Gives the places of the world that the consents have changed. */
  readonly run: (arena: Arena) => Promise<readonly string[]>;
}

const spareTenants = 24;
const patientBreaker = "breaker: { destroys: 1000, windowMinutes: 60 }\n";

/** Runs an attack, and holds call log, world and audit trail against what was consented to. */
export async function wage(attack: Attack): Promise<Tally> {
  const house = await openUnder(attack);
  const { url } = await startEndpoint(house);
  const furnished = await furnish(house);
  const scorer = createScorer(house);
  const before = pictureOf(house.sandbox.world);
  const running = attack.run({ house, url, ...furnished, ...scorer, ask: asker(url) });
  // An attempt that gets through may leave the next ones without a target: it has to be told all the same.
  const expected = await running.catch((error: unknown) => [`broken off: ${String(error)}`]);
  const changed = differencesOf(before, pictureOf(house.sandbox.world));
  const { attempts, wrong } = scorer.tally();
  const faults = [
    ...unlike("the world", changed, [...expected].toSorted()),
    ...unlike("the audit trail", [await auditVerdict(house)], ["true"]),
  ];
  return { attempts, wrong: [...wrong, ...faults] };
}

async function openUnder({ policy = "", environment = {}, now }: Attack): Promise<TestHouse> {
  const path = await policyFile(`${patientBreaker}${policy}`);
  return openTestHouse({
    environment: { SSS_OPS_POLICY: path, ...environment },
    sandbox: { transactionMs: 0 },
    ...(now === undefined ? {} : { now }),
  });
}

async function auditVerdict({ store }: TestHouse): Promise<string> {
  return String((await (await store()).audit.verify()).ok);
}

/** Puts into the world what is to be attacked. */
async function furnish({ sandbox }: TestHouse): Promise<Pick<Arena, "doomed" | "changes" | "spares">> {
  const speaker = speakTo(sandbox);
  const things = await thingsOf(speaker);
  // What the preparation began takes effect with the next request.
  await speaker.call(sandbox.accounts.partner, "GET /channels");
  const spares = addSpares(sandbox.world, sandbox.accounts.partner.contractId, spareTenants);
  letIn(sandbox);
  return { doomed: samplesOf("destroy", things), changes: samplesOf("change", things), spares };
}

/** SSS gives a super user a role on what they look at. Here they have it at once, so that no read changes the world. */
function letIn({ world, accounts }: Sandbox): void {
  for (const { userIds } of world.workspaces.values()) userIds.add(accounts.partner.userId);
}

function asker(usual: string): Arena["ask"] {
  return async ({ operation, input }, url = usual) => {
    const { question, said } = await send(url, operation, input);
    if (question === undefined) throw new Error(`${operation} asked nothing: ${said}`);
    return question;
  };
}
