import { type TestContext, describe, expect, test } from "vitest";
import { type Scene, openReplica, openScene } from "../slack/scene.ts";
import { inState, waitingCard, writes } from "../slack/steps.ts";
import { postgres } from "../store/engines.ts";

const policy = "rules:\n  - { name: two, consent: second }\n";
/** So long that there is no second look by itself. */
const watchMs = 3_600_000;

/** A replica with Slack, and others beside it on the same store. */
async function openReplicas(context: TestContext) {
  const { environment } = await postgres.makePlace(context);
  const shared = { environment: { DATABASE_URL: environment["DATABASE_URL"] ?? "" }, watchMs };
  const scene = await openScene({ ...shared, policy });
  return { scene, openOther: () => openReplica(scene, shared) };
}

/** The looks at the approval requests of SSS. */
function looks({ house }: Scene): number {
  const listing = house.sandbox.calls.filter(({ path }) => /\/approval-requests\?/.test(path));
  return listing.length;
}

function cards({ slack }: Scene, text: string) {
  const messages = slack.messages(slack.channels.approvals.id);
  return messages.filter(({ blocks }) => JSON.stringify(blocks).includes(text));
}

describe("of three replicas on PostgreSQL", () => {
  test("one looks at SSS, and the next one once that is gone", async (context) => {
    const { scene, openOther } = await openReplicas(context);
    await scene.slack.until(() => (cards(scene, "request:details").length > 0 ? true : undefined));
    const [second, third] = [await openOther(), await openOther()];
    // A face that is stopped has had its turn.
    await second.face.stop();
    expect(looks(scene)).toBe(1);
    await Promise.all([scene.face.stop(), third.face.stop()]);
    await openOther();
    await expect.poll(() => looks(scene), { timeout: 10_000 }).toBe(2);
  });

  test("each shows every ticket, and together they do so once", async (context) => {
    const { scene, openOther } = await openReplicas(context);
    const others = [await openOther(), await openOther()];
    const houses = [scene.house, ...others.map(({ house }) => ({ ...scene.house, ...house }))];
    const waiting = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        waitingCard({ ...scene, house: houses[index % 3] ?? scene.house }, "create_iam_group", {
          contract_id: scene.house.sandbox.accounts.partner.contractId,
          iam_group_name: `group${index}`,
        }),
      ),
    );
    const ids = waiting.map(({ ticket }) => ticket.id);
    // Pressed by two people at once, wherever Slack delivers it.
    const presses = waiting.flatMap(({ card }) =>
      (["hanako", "kenji"] as const).map((who) =>
        scene.slack.click(who, card, "ticket:approve").catch(() => undefined),
      ),
    );
    await Promise.all(presses);
    for (const id of ids) await inState(scene, id, "done");
    expect(writes(scene)).toHaveLength(ids.length);
    expect(ids.map((id) => cards(scene, id).length)).toEqual(ids.map(() => 1));
    expect(await (await scene.house.store()).audit.verify()).toMatchObject({ ok: true });
    expect([scene.faults, ...others.map(({ faults }) => faults)].flat()).toEqual([]);
  });
});
