import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../directory.ts";
import { openTestHouse } from "../../house.ts";
import { startEndpoint } from "../../mcp/clients.ts";
import { callOnWire, typed } from "../../mcp/wire.ts";
import { askFor, openBeside, requestOf, run, tenantOf, ticketFor, writesOn } from "./flow.ts";

const keyOne = "one key that is long enough for anybody";
const keyTwo = "two keys that are long enough for nobody";

/** A question to delete a tenant, asked over HTTP. */
async function askedOverHttp() {
  const house = await openTestHouse({ environment: { SSS_OPS_SECRET_KEY: keyOne } });
  const { url } = await startEndpoint(house);
  const { id, name } = tenantOf(house, "hoshino-web");
  const input = { tenant_id: id };
  const { body } = await callOnWire(url, "delete_tenant", input);
  const answer = { requestState: body.result?.requestState ?? "", inputResponses: typed(name) };
  return { house, url, input, answer };
}

test("what one replica asked another runs, and of both at the same moment one", async () => {
  const { house, url, input, answer } = await askedOverHttp();
  const replica = await openBeside(house, { environment: { SSS_OPS_SECRET_KEY: keyOne } });
  const other = await startEndpoint(replica);
  const answers = await Promise.all(
    [other.url, url, other.url, url].map((to) => callOnWire(to, "delete_tenant", input, answer)),
  );
  expect(answers.filter(({ body }) => body.result !== undefined && !("isError" in body.result))).toHaveLength(
    1,
  );
  expect((await callOnWire(other.url, "delete_tenant", input, answer)).body.result?.["isError"]).toBe(true);
  expect(writesOn(house)).toEqual([`DELETE /api/v1.0/tenants/${input.tenant_id}`]);
  expect(await (await replica.store()).audit.verify()).toMatchObject({ ok: true, rows: 4 });
});

test("a replica with another key refuses the answer on the wire", async () => {
  const { house, input, answer } = await askedOverHttp();
  const stranger = await openBeside(house, {
    environment: { SSS_OPS_SECRET_KEY: keyTwo, SSS_OPS_STATE_DIR: await temporaryDirectory() },
  });
  const { url } = await startEndpoint(stranger);
  expect((await callOnWire(url, "delete_tenant", input, answer)).body.error?.code).toBe(-32_602);
  expect(writesOn(house)).toEqual([]);
});

test("another key on the same store runs nothing, and says which key is needed", async () => {
  const first = await openTestHouse({ environment: { SSS_OPS_SECRET_KEY: keyOne } });
  const input = { tenant_id: tenantOf(first, "hoshino-web").id };
  const ticket = await ticketFor(first, "delete_tenant", input);
  const faults: unknown[] = [];
  const second = await openBeside(first, {
    environment: { SSS_OPS_SECRET_KEY: keyTwo },
    onFault: (fault) => faults.push(fault),
  });
  for (const outcome of [await run(second, ticket), await askFor(second, "delete_tenant", input)]) {
    expect(outcome).toMatchObject({
      kind: "failed",
      code: "store_unusable",
      message: expect.stringContaining("SSS_OPS_SECRET_KEY"),
    });
  }
  expect(writesOn(first)).toEqual([]);
});

test("where the state directory is a file reads work, and no write is even asked about", async () => {
  const file = join(await temporaryDirectory(), "state");
  await writeFile(file, "not a directory");
  const faults: unknown[] = [];
  const sandboxed = await openTestHouse();
  const house = await openBeside(sandboxed, {
    environment: { SSS_OPS_STATE_DIR: file },
    onFault: (fault) => faults.push(fault),
  });
  expect(await askFor(house, "list_users", {})).toMatchObject({ kind: "done" });
  const input = { tenant_id: tenantOf(sandboxed, "hoshino-web").id };
  for (const [name, more] of [
    ["delete_tenant", {}],
    ["update_tenant", { description: "x" }],
  ] as const) {
    expect(await askFor(house, name, { ...input, ...more })).toMatchObject({
      kind: "failed",
      code: "store_unusable",
      message: expect.stringContaining(file),
    });
    expect(
      await house.gate.answer("x", { kind: "declined" }, requestOf(name, { ...input, ...more })),
    ).toMatchObject({ kind: "failed", code: "store_unusable" });
  }
  expect(writesOn(sandboxed)).toEqual([]);
  expect(await readFile(file, "utf8")).toBe("not a directory");
});
