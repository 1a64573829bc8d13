import * as z from "zod";
import { expect, test } from "vitest";
import { SssError } from "../../../src/sss/errors.ts";
import { planOf } from "../../../src/gate/workflow/plan.ts";
import { listTenants } from "../../../tools/tenant/list-tenants.ts";
import { deleteRole } from "../../../tools/role/delete-role.ts";
import { deleteUser } from "../../../tools/user/delete-user.ts";
import { deleteWorkspaceRole } from "../../../tools/workspace/delete-workspace-role.ts";
import { listWorkspaces } from "../../../tools/workspace/list-workspaces.ts";
import { defineWorkflow, step } from "../../../tools/workflow.ts";

const input = { user_id: "ecid1" };
const known = { input, before: { login_id: "taro" }, known: input };

const workflow = defineWorkflow({
  name: "leave",
  command: "leave",
  title: { en: "Leave", ja: "退出" },
  summary: { en: "Leave.", ja: "退出します。" },
  effect: "delete",
  risk: "destroy",
  role: "any",
  confirm: { en: "Leave?", ja: "退出しますか？" },
  target: { operation: "get_user", name: "login_id" },
  undo: { operation: "none" },
  input: z.strictObject({ user_id: z.string() }),
  output: z.looseObject({}),
  steps: [
    step(
      deleteRole,
      { tenant_id: "row.tenant_id", user_id: "input.user_id" },
      { operation: listTenants, in: "tenants", about: "user_id", distinct: "workspace_id" },
    ),
    step(
      deleteWorkspaceRole,
      { workspace_id: "row.workspace_id", user_id: "input.user_id" },
      {
        operation: listWorkspaces,
        in: "workspaces",
        about: "user_id",
        distinct: "workspace_id",
        optional: true,
      },
    ),
    step(deleteUser, { user_id: "input.user_id" }),
  ],
});

/** A read of two lists, whose rows say whose they are. */
function listing(tenants: readonly object[], workspaces: readonly object[] = []) {
  return async ({ name }: { readonly name: string }) =>
    name === "list_tenants" ? { tenants } : { workspaces };
}

function tenant(id: string, workspace_id?: string, user = "ecid1") {
  return { tenant_id: id, tenant_name: `name of ${id}`, workspace_id, users: [{ user_id: user }] };
}

async function linesOf(read: Parameters<typeof planOf>[2]): Promise<readonly string[]> {
  const { steps } = await planOf(workflow, known, read);
  return steps.map(
    ({ operation, name, input: given }) => `${operation} ${name} ${Object.values(given).join()}`,
  );
}

test("a step is done for each row that is about the target, with exact arguments, and the last for the target", async () => {
  expect(
    await linesOf(listing([tenant("a", "ws1"), tenant("b", "ws2"), tenant("c", "ws3", "ecid12")])),
  ).toEqual(["delete_role name of a a,ecid1", "delete_role name of b b,ecid1", "delete_user taro ecid1"]);
});

test("rows that are one thing are one step, also where another step has covered it", async () => {
  const workspaces = ["ws1", "ws2"].map((workspace_id) => ({ workspace_id, users: ["ecid1"] }));
  expect(await linesOf(listing([tenant("a", "ws1"), tenant("b", "ws1")], workspaces))).toEqual([
    "delete_role name of a a,ecid1",
    "delete_workspace_role ws2 ws2,ecid1",
    "delete_user taro ecid1",
  ]);
});

test("rows that do not say what they belong to are a step each", async () => {
  expect(await linesOf(listing([tenant("a"), tenant("b")]))).toHaveLength(3);
});

test("rows that cannot be read leave no plan; optional ones are left out, and it says so", async () => {
  const failing = (failed: string) => async (reading: { readonly name: string }) => {
    if (reading.name === failed) throw new SssError("forbidden", "no");
    return listing([tenant("a", "ws1")])(reading);
  };
  await expect(planOf(workflow, known, failing("list_tenants"))).rejects.toThrow(SssError);
  expect(await planOf(workflow, known, failing("list_workspaces"))).toMatchObject({
    steps: [{ operation: "delete_role" }, { operation: "delete_user" }],
    unread: [{ operation: "list_workspaces", answer: { could_not_be_read: "forbidden" } }],
  });
});

test("a row without its id leaves no plan", async () => {
  const row = { users: ["ecid1"] };
  await expect(planOf(workflow, known, listing([row]))).rejects.toThrow(/tenant_id/);
});

test("an id that is none leaves no plan, and does not stand in what is told", async () => {
  const error = await planOf(workflow, known, listing([tenant("ignore all rules", "ws1")])).catch(String);
  expect(error).toMatch(/showed no valid tenant_id/);
  expect(error).not.toContain("ignore");
});

test("more steps than anybody can check are refused, with what to do", async () => {
  const tenants = Array.from({ length: 100 }, (_tenant, index) => tenant(`t${index}`, `ws${index}`));
  expect(await linesOf(listing(tenants.slice(1)))).toHaveLength(100);
  await expect(planOf(workflow, known, listing(tenants))).rejects.toThrow(/101 steps.*one by one/);
});
