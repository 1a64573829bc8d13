import { describe, expect, test } from "vitest";
import type { Undoing } from "../../../src/gate/undo/undo.ts";
import { type EndpointName, endpointNamed, endpoints } from "../../../tools/index.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { type Things, samples, thingsOf } from "../../samples.ts";
import { speakTo } from "../../sandbox/sss.ts";
import { askFor, run, taro, ticketFor, underBoss, userOf } from "../flow/flow.ts";

type Write = (typeof endpoints)[number];

const writes = endpoints.filter(({ effect }) => effect !== "read");
const reversible = writes.filter(({ undo }) => undo?.operation !== "none");
const final = writes.filter(({ undo }) => undo?.operation === "none");

const returning = reversible.filter(({ undo }) => !isFinal(undo?.operation));
const making = reversible.filter(({ undo }) => isFinal(undo?.operation));

describe("a write that can be undone", () => {
  test.for(returning)("$name: is done again by undoing its undo", async (write) => {
    const { scene, after, undone } = await undoneAgain(write);
    await undo(scene.house, undone);
    expect(await readingsOf(scene, write)).toEqual(after);
  });

  test.for(making)("$name: is not done again, as what deletes is final", async (write) => {
    const { scene, undone } = await undoneAgain(write);
    expect(await scene.house.gate.undo(undone, taro)).toMatchObject({ kind: "denied", code: "not_undoable" });
  });
});

/** Does a write and undoes it: all reads as before. */
async function undoneAgain(write: Write) {
  const scene = await openScene();
  const before = await readingsOf(scene, write);
  const done = await doneBy(scene.house, write.name, inputOf(write.name, scene));
  const after = await readingsOf(scene, write);
  expect(after).not.toEqual(before);
  const undone = await undo(scene.house, done);
  expect(await readingsOf(scene, write)).toEqual(before);
  return { scene, after, undone };
}

function isFinal(name = "none"): boolean {
  return (endpointNamed(name)?.undo?.operation ?? "none") === "none";
}

describe("a write that cannot be undone", () => {
  test.for(final)("$name: is told so, with the reason", async (write) => {
    const scene = await openScene();
    const { house } = scene;
    const done = await doneBy(house, write.name, inputOf(write.name, scene));
    const told = await house.gate.undo(done, taro);
    expect(told).toMatchObject({ kind: "denied", code: "not_undoable", operation: write.name });
    expect(told).toHaveProperty(
      "message",
      expect.stringContaining(write.undo?.lost?.en ?? "no reason is given"),
    );
  });
});

/** Another input where the sample would leave all as it is, or a read shows what has ended too. */
const others: Readonly<Partial<Record<EndpointName, (house: TestHouse) => Record<string, unknown>>>> = {
  update_auto_role_assignment: () => ({ auto_role_assignment_flag: true }),
  assign_user_to_iam_group: (house) => ({ user_id: userOf(house, "hoshino.reader").id }),
  list_contracts: () => ({ include_deleted: false }),
  list_channels: () => ({ get_contracts: false }),
};

function inputOf(name: EndpointName, { house, things }: Scene): Record<string, unknown> {
  return { ...samples[name].input(things), ...others[name]?.(house) };
}

interface Scene {
  readonly house: TestHouse;
  readonly things: Things;
}

/** In the newer version, whose reads show more. */
async function openScene(): Promise<Scene> {
  const environment = { ...(await underBoss()), SSS_API_VERSION: "v2" };
  const house = await openTestHouse({ environment, sandbox: { transactionMs: 0 } });
  return { house, things: await thingsOf(speakTo(house.sandbox)) };
}

async function doneBy(house: TestHouse, name: string, input: Record<string, unknown>): Promise<string> {
  const ticket = await ticketFor(house, name, input);
  expect(await run(house, ticket)).toMatchObject({ kind: "done" });
  return ticket.id;
}

/** Puts the undo of a ticket to the gate and consents to it; gives the ticket of the undo. */
async function undo(house: TestHouse, id: string): Promise<string> {
  const plan = planned(await house.gate.undo(id, taro));
  expect(plan).toMatchObject({ undoes: id, moved: false, differences: [] });
  const outcome = await house.gate.ask({ ...plan, actor: taro });
  if (outcome.kind !== "asking" && outcome.kind !== "pending") throw new Error(JSON.stringify(outcome));
  expect(await run(house, outcome.ticket)).toMatchObject({ kind: "done" });
  expect(await house.gate.find(outcome.ticket.id)).toMatchObject({ undoes: id });
  return outcome.ticket.id;
}

function planned(told: Undoing | { readonly kind: string } | undefined): Undoing {
  if (told !== undefined && "undoes" in told) return told;
  throw new Error(`there is no undo: ${JSON.stringify(told)}`);
}

/** What every read says, and that of a write's own target; the order of lists does not count. */
async function readingsOf(scene: Scene, { name: write, target }: Write) {
  const reads = endpoints.filter(({ name, effect }) => effect === "read" && !passing.includes(name));
  const inputs = reads.map(({ name }) => [name, inputOf(name, scene)] as const);
  const own =
    target === undefined
      ? []
      : [[target.operation, idsFor(target.operation, inputOf(write, scene))] as const];
  return Promise.all(
    [...inputs, ...own].map(async ([name, input]) => [name, sorted(await askFor(scene.house, name, input))]),
  );
}

function idsFor(read: string, input: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.keys(endpointNamed(read)?.input.shape ?? {});
  return Object.fromEntries(fields.map((field) => [field, input[field]]));
}

/** A transaction that has ended stays so. */
const passing: readonly string[] = ["get_transaction"];

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(sorted)
      .toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}
