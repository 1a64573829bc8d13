import { expect, test } from "vitest";
import { openTestHouse } from "../house.ts";
import { startEndpoint } from "./clients.ts";
import { type WireAnswer, callOnWire, tenantsOn, typed } from "./wire.ts";

/** A tenant about to be deleted: the question is asked, and the answer is up to the attacker. */
async function askedToDelete() {
  const house = await openTestHouse({ account: "endUser" });
  const { url } = await startEndpoint(house);
  const [tenant, other] = await tenantsOn(url);
  if (tenant === undefined || other === undefined) throw new Error("the world has too few tenants");
  const input = { tenant_id: tenant.tenant_id };
  const question = await callOnWire(url, "delete_tenant", input);
  expect(question.body.result?.["resultType"]).toBe("input_required");
  const requestState = question.body.result?.requestState ?? "";
  return {
    url,
    tenant,
    other,
    input,
    requestState,
    answer: (changes: Partial<Parameters<typeof callOnWire>[3]> = {}, arguments_ = input) =>
      callOnWire(url, "delete_tenant", arguments_, {
        requestState,
        inputResponses: typed(tenant.tenant_name),
        ...changes,
      }),
    deletes: () => house.sandbox.calls.filter(({ method }) => method === "DELETE").length,
  };
}

function textOf({ body }: WireAnswer): string {
  const [block] = (body.result?.["content"] ?? []) as readonly { text: string }[];
  return block?.text ?? "";
}

test("the right answer deletes once, and its replay is refused", async () => {
  const { answer, deletes } = await askedToDelete();
  expect((await answer()).body.result).not.toHaveProperty("isError");
  expect(textOf(await answer())).toContain("denied (ticket_used)");
  expect(deletes()).toBe(1);
});

test("a hundred answers at the same moment delete once", async () => {
  const { answer, deletes } = await askedToDelete();
  const answers = await Promise.all(Array.from({ length: 100 }, () => answer()));
  expect(answers.filter(({ body }) => body.result?.["isError"] !== true)).toHaveLength(1);
  expect(deletes()).toBe(1);
});

test("an answer sent along before anything was asked only brings up the question", async () => {
  const { answer, deletes } = await askedToDelete();
  const early = await answer({ requestState: undefined } as never);
  expect(early.body.result?.["resultType"]).toBe("input_required");
  expect(deletes()).toBe(0);
});

test("a tampered state is refused on the wire", async () => {
  const { answer, requestState, deletes } = await askedToDelete();
  const flipped = `${requestState.slice(0, -2)}${requestState.endsWith("AA") ? "BB" : "AA"}`;
  expect((await answer({ requestState: flipped })).body.error?.code).toBe(-32_602);
  expect((await answer({ requestState: "v1.e30.e30" })).body.error?.code).toBe(-32_602);
  expect(deletes()).toBe(0);
});

test("an answer bound to other arguments is refused and leaves the right call open", async () => {
  const { answer, other, deletes } = await askedToDelete();
  expect(textOf(await answer({}, { tenant_id: other.tenant_id }))).toContain("denied (ticket_mismatch)");
  expect(deletes()).toBe(0);
  expect((await answer()).body.result).not.toHaveProperty("isError");
});

test("an answer bound to another operation is refused", async () => {
  const { url, input, requestState, tenant, deletes } = await askedToDelete();
  const rebound = await callOnWire(
    url,
    "update_tenant",
    { ...input, description: "x" },
    { requestState, inputResponses: typed(tenant.tenant_name) },
  );
  expect(textOf(rebound)).toContain("denied (ticket_mismatch)");
  expect(deletes()).toBe(0);
});

test("a look-alike of the name is refused, full-width letters of an input method are understood", async () => {
  const lookAlike = await askedToDelete();
  const cyrillic = lookAlike.tenant.tenant_name.replace(
    /[aeo]/,
    (letter) => ({ a: "а", e: "е", o: "о" })[letter] ?? "",
  );
  expect(cyrillic).not.toBe(lookAlike.tenant.tenant_name);
  expect(textOf(await lookAlike.answer({ inputResponses: typed(cyrillic) }))).toContain(
    "denied (wrong_name)",
  );

  const fullWidth = await askedToDelete();
  const wide = fullWidth.tenant.tenant_name.replace(/[!-~]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );
  expect((await fullWidth.answer({ inputResponses: typed(wide) })).body.result).not.toHaveProperty("isError");
  expect(fullWidth.deletes()).toBe(1);
});

test.for([
  ["nothing", {}],
  ["a number", { consent: { action: "accept", content: { name: 1 } } }],
  ["an empty name", typed("")],
  ["a list", { consent: { action: "accept", content: ["x"] } }],
  ["a yes instead of the name", { consent: { action: "accept", content: { yes: true } } }],
  ["no content", { consent: { action: "accept" } }],
] as const)("an answer that holds %s is refused", async ([, inputResponses]) => {
  const { answer, deletes } = await askedToDelete();
  expect((await answer({ inputResponses })).body.result?.["isError"]).toBe(true);
  expect(deletes()).toBe(0);
});

test.for([
  ["full", "update_available_menus", (deep: unknown) => ({ user_id: "ecid1", menus: [{ a: deep }] })],
  ["full", "delete_tenant", (deep: unknown) => ({ tenant_id: deep })],
  ["full", "undo", (deep: unknown) => ({ ticket_id: deep })],
  ["search", "run_read", (deep: unknown) => ({ operation: "list_users", arguments: { a: deep } })],
  [
    "search",
    "run_change",
    () => ({
      operation: "update_available_menus",
      arguments: `{"user_id": "ecid1", "menus": [{"a": ${nested(40_000)}}]}`,
    }),
  ],
] as const)(
  "under the profile %s %s refuses what is nested without end",
  async ([profile, tool, inputOf]) => {
    const house = await openTestHouse({ account: "endUser" });
    const { url } = await startEndpoint(house);
    // JSON.stringify is no way to send what is deeper than its own stack.
    const deep: unknown = JSON.parse(nested(2_000));
    const refused = await callOnWire(`${url}?profile=${profile}`, tool, inputOf(deep));
    expect(textOf(refused)).toMatch(/invalid_request.* nested deeper than 32 levels/);
    expect(house.sandbox.calls).toEqual([]);
  },
);

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}
