// PROOF_ROUNDS says how many cards are pressed so, over each transport; 3 by default.
import { describe, expect, test } from "vitest";
import { openReplica, openScene, transports } from "../slack/scene.ts";
import { inState, tenant, waitingCard, writes } from "../slack/steps.ts";

const rounds = Number(process.env["PROOF_ROUNDS"] ?? 3);
/** Far longer than it takes: a busy machine is no reason for a press to go without an answer. */
const timeout = 60_000 + rounds * 10_000;
/** Two who may approve, two who may not, and one who may do nothing here. */
const people = ["hanako", "kenji", "taro", "alice", "guest"] as const;
const clicks = Array.from({ length: 100 }, (_, index) => people[index % people.length] ?? "taro");

describe.for(transports)("a hundred presses by five people at once, over %s", (transport) => {
  test("make one call, and each of them is answered", { timeout }, async () => {
    const policy = "rules:\n  - { name: two, consent: second }\n";
    const scene = await openScene({ transport, policy, ackMs: timeout });
    // Over sockets the presses are shared out between two replicas.
    if (transport === "socket") await openReplica(scene, { transport });
    const { slack } = scene;
    for (let round = 1; round <= rounds; round += 1) {
      const input = { tenant_id: tenant(scene).id, description: `round ${round}` };
      const { ticket, card } = await waitingCard(scene, "update_tenant", input);
      const before = told(scene).length;
      const deliveries = await Promise.all(
        clicks.map((who) => slack.click(who, card, "ticket:approve").catch((error: unknown) => error)),
      );
      const arrived = deliveries.filter((delivery) => !(delivery instanceof Error));
      expect(arrived.every((delivery) => (delivery as { acked: boolean }).acked)).toBe(true);
      await slack.until(() => (told(scene).length >= before + arrived.length ? true : undefined), timeout);
      await inState(scene, ticket.id, "done");
      expect(arrived.length).toBeGreaterThan(people.length);
      expect(told(scene).length).toBe(before + arrived.length);
      expect(writes(scene)).toHaveLength(round);
      expect(tenant(scene).description).toBe(`round ${round}`);
    }
    expect(scene.faults).toEqual([]);
  });
});

/** The answers that only whoever pressed sees. */
function told({ slack }: Awaited<ReturnType<typeof openScene>>) {
  return slack.calls.filter(({ method }) => method === "response_url");
}
