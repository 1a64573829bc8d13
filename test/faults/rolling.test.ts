import { type TestContext, expect, onTestFinished, test } from "vitest";
import { openHouse } from "../../src/house/house.ts";
import { temporaryDirectory } from "../directory.ts";
import { configFrom } from "../../src/config/load.ts";
import { sendRaw } from "../http/raw.ts";
import { environmentOf, startTestSandbox } from "../house.ts";
import { connect, saysYes } from "../mcp/clients.ts";
import { postgres } from "../store/engines.ts";
import { type Serving, startServing } from "./serving.ts";

const assistants = 3;

/** A sandbox, and what every replica of the program is started with. */
async function openAccount(context: TestContext) {
  const { environment } = await postgres.makePlace(context);
  const sandbox = await startTestSandbox();
  const shared = {
    ...environmentOf(sandbox),
    DATABASE_URL: environment["DATABASE_URL"] ?? "",
    SSS_OPS_STATE_DIR: await temporaryDirectory(),
  };
  return { sandbox, environment: shared, contractId: sandbox.accounts.partner.contractId };
}

/** Assistants that have one IAM group after the other made, with a person's yes, by whichever server is the current one. */
function startLoad(contract_id: string, first: Serving) {
  const acknowledged: string[] = [];
  let current = first;
  let isOver = false;
  const work = async (assistant: number): Promise<void> => {
    let server: Serving | undefined;
    let client: Awaited<ReturnType<typeof connect>> | undefined;
    for (let number = 0; !isOver; number += 1) {
      try {
        if (server !== current || client === undefined) {
          server = current;
          client = await connect("modern", { kind: "http", url: `${server.url}/mcp` }, saysYes);
        }
        const iam_group_name = `group-${assistant}-${number}`;
        const { isError } = await client.call("create_iam_group", { contract_id, iam_group_name });
        if (isError !== true) acknowledged.push(iam_group_name);
      } catch {
        // The server was stopping, or gone: nobody was told that anything was done.
        client = undefined;
      }
    }
  };
  const ended = Promise.all(Array.from({ length: assistants }, (_, index) => work(index)));
  return {
    acknowledged,
    goTo: (next: Serving) => void (current = next),
    async until(more: number): Promise<void> {
      const goal = acknowledged.length + more;
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(goal);
    },
    async end(): Promise<void> {
      isOver = true;
      await ended;
    },
  };
}

async function isReady({ url }: Serving): Promise<boolean> {
  return (await sendRaw(url, "/readyz")).status === 200;
}

test(
  "a rolling restart under load loses nothing that was acknowledged, and does nothing twice",
  { timeout: 90_000 },
  async (context) => {
    const { sandbox, environment, contractId } = await openAccount(context);
    let serving = await startServing(environment);
    const load = startLoad(contractId, serving);
    await load.until(3);
    for (let round = 1; round <= 2; round += 1) {
      const next = await startServing(environment);
      await expect.poll(() => isReady(next), { timeout: 10_000 }).toBe(true);
      serving.process.kill("SIGTERM");
      // Callers learn of it from the server that stops.
      load.goTo(next);
      expect(await serving.exit).toEqual([0, null]);
      serving = next;
      await load.until(3);
    }
    await load.end();

    const made = [...sandbox.world.iamGroups.values()].map(({ name }) => name);
    expect(load.acknowledged.filter((name) => !made.includes(name))).toEqual([]);
    const ours = made.filter((name) => name.startsWith("group-"));
    expect(new Set(ours).size).toBe(ours.length);

    const house = await openHouse(configFrom(environment), { onFault: () => undefined });
    onTestFinished(() => house.close());
    const tickets = await house.gate.list();
    expect(tickets.filter(({ state }) => state === "approved" || state === "running")).toEqual([]);
    const done = tickets.filter(({ state }) => state === "done");
    expect(done.map(({ input }) => String(input["iam_group_name"])).sort()).toEqual(ours.sort());
    expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true });
  },
);
