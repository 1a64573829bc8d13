import { type TestContext, expect, test } from "vitest";
import { offboardUser } from "../../tools/user/offboard-user.ts";
import { sqlite } from "../store/engines.ts";
import { startProgram } from "../store/programs.ts";
import { person } from "./programs/house.ts";
import type { Point } from "./programs/offboarder.ts";
import { type Scene, openScene } from "./scene.ts";

const leaseMs = 1_000;
const steps = 5;

/** Has a process offboard somebody, and kills it where it says that it has come to a point. */
async function killAt({ environment }: Scene, userId: string, point: Point, step: number): Promise<void> {
  const stopAt = `${point} ${step}`;
  const { process, lines, exited } = startProgram("offboarder", {
    ...environment,
    USER_ID: userId,
    STOP_AT: stopAt,
  });
  for (let said = ""; said !== stopAt;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`it ended before it came to ${stopAt}`);
    said = value;
  }
  process.kill("SIGKILL");
  await exited;
}

/** The ticket of the dead, once it has been seen through. */
async function endedTicket({ gate, store }: Scene) {
  const underWay = async () => {
    await gate.recover();
    return (await store.tickets.list({ states: ["approved", "running"] })).length;
  };
  await expect.poll(underWay, { timeout: 20 * leaseMs, interval: leaseMs / 4 }).toBe(0);
  const [ticket] = await store.tickets.list();
  return ticket;
}

/** What was sent that changes something. */
function sent({ sandbox }: Scene): readonly string[] {
  return sandbox.calls.filter(({ method }) => method === "DELETE").map(({ path }) => path);
}

/** Somebody with two IAM groups and two tenants. */
async function openLeaving(context: TestContext) {
  const scene = await openScene(sqlite, context, leaseMs);
  const leaver = [...scene.sandbox.world.users.values()].find(({ loginId }) => loginId === "hoshino.super");
  if (leaver === undefined) throw new Error("The seeded world lacks what this test needs.");
  return { scene, leaver };
}

/** Calls it again, with the consent it wants, and gives how it ended and in how many steps. */
async function callAgain({ gate }: Scene, input: Record<string, unknown>) {
  const request = { operation: offboardUser, input, actor: person };
  const asked = await gate.ask(request);
  if (asked.kind !== "asking") throw new Error(JSON.stringify(asked));
  const { id, question, steps: planned } = asked.ticket;
  const told = await gate.answer(id, { kind: "given", name: question.name }, request);
  return { kind: told.kind, planned: planned?.length };
}

/** What is left when everything was sent once, nothing twice, and all of it is on record. */
async function expectOnce(scene: Scene): Promise<void> {
  expect(sent(scene)).toHaveLength(steps);
  expect(new Set(sent(scene)).size).toBe(steps);
  expect(await scene.store.audit.verify()).toMatchObject({ ok: true });
}

// Of one that was begun it may still be on its way, so that nobody is told that it did not happen.
const kills = [
  ...[1, 2, 3, 4, 5].map((step) => ({ point: "begun", step, state: "unknown", at: "unknown" }) as const),
  ...[1, 2, 3, 4].map((step) => ({ point: "answered", step, state: "failed", at: "done" }) as const),
];

test.for(kills)(
  "a process killed when step $step was $point leaves an exact account, and what is left is planned anew",
  { timeout: 60_000 },
  async ({ point, step, state, at }, context) => {
    const { scene, leaver } = await openLeaving(context);
    await killAt(scene, leaver.id, point, step);
    const before = sent(scene);
    const ticket = await endedTicket(scene);

    const states = Array.from({ length: steps }, (_step, index) =>
      index + 1 < step ? "done" : index + 1 === step ? at : "not_sent",
    );
    expect(ticket).toMatchObject({
      state,
      outcome: {
        data: { steps: states.map((each) => ({ state: each })) },
        next: expect.stringContaining("call offboard_user again"),
      },
    });
    expect(sent(scene)).toEqual(before);

    const planned = states.filter((each) => each !== "done").length;
    expect(await callAgain(scene, { user_id: leaver.id })).toEqual({ kind: "done", planned });
    expect(leaver.deleted).toBe(true);
    await expectOnce(scene);
  },
);

test(
  "a process killed when the last step was answered has done it all",
  { timeout: 60_000 },
  async (context) => {
    const { scene, leaver } = await openLeaving(context);
    await killAt(scene, leaver.id, "answered", steps);
    expect(await endedTicket(scene)).toMatchObject({ state: "done" });
    expect(leaver.deleted).toBe(true);
    await expectOnce(scene);
  },
);
