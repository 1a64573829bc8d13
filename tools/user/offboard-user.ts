import * as z from "zod";
import { answer, list, text, untrusted, userId } from "../fields.ts";
import { listIamGroupUsers } from "../iam/list-iam-group-users.ts";
import { listIamGroups } from "../iam/list-iam-groups.ts";
import { removeUserFromIamGroup } from "../iam/remove-user-from-iam-group.ts";
import { deleteRole } from "../role/delete-role.ts";
import { getTenant } from "../tenant/get-tenant.ts";
import { listTenants } from "../tenant/list-tenants.ts";
import { defineWorkflow, step } from "../workflow.ts";
import { deleteWorkspaceRole } from "../workspace/delete-workspace-role.ts";
import { getWorkspace } from "../workspace/get-workspace.ts";
import { listWorkspaces } from "../workspace/list-workspaces.ts";
import { deleteUser } from "./delete-user.ts";

// Contract groups are no step: SSS has no call that takes a user out of one, and the deletion ends it.
export const offboardUser = defineWorkflow({
  name: "offboard_user",
  command: "user offboard",
  title: { en: "Offboard user", ja: "ユーザーのオフボーディング" },
  summary: {
    en: "Offboard a user who leaves: remove them from every IAM group, take their roles on tenants and workspaces, then delete the user. One consent covers all steps.",
    ja: "退職・異動するユーザーを、すべてのIAMグループから外し、テナントとワークスペースのロールを削除したうえで、ユーザーを削除します。1回の確認で全手順を実行します。",
  },
  effect: "delete",
  risk: "destroy",
  role: "partner",
  confirm: {
    en: "Offboard user {login_id} ({user_id}) of contract {contract_id}: take every IAM group and role, then delete the user? The login ID can never be used again, and requests they raised stay open: nobody else can withdraw them.",
    ja: "契約 {contract_id} のユーザー {login_id}（{user_id}）のIAMグループとロールをすべて外し、ユーザーを削除しますか？ログインIDは再利用できません。このユーザーが申請した許可リクエストは、他の人が取り下げられないため残ります。",
  },
  target: { operation: "get_user", name: "login_id" },
  impact: [
    { operation: "get_user_type" },
    {
      operation: "list_approval_requests",
      in: "approval_requests",
      about: "user_id",
      where: { status: "registered" },
    },
  ],
  steps: [
    step(
      removeUserFromIamGroup,
      { iam_group_id: "row.iam_group_id", user_id: "input.user_id" },
      { operation: listIamGroups, in: "iam_groups", about: "user_id", read: listIamGroupUsers },
    ),
    // A role is one on the whole workspace: with the first of its tenants all of them are done, and so is the workspace.
    step(
      deleteRole,
      { tenant_id: "row.tenant_id", user_id: "input.user_id" },
      { operation: listTenants, in: "tenants", about: "user_id", read: getTenant, distinct: "workspace_id" },
    ),
    step(
      deleteWorkspaceRole,
      { workspace_id: "row.workspace_id", user_id: "input.user_id" },
      {
        operation: listWorkspaces,
        in: "workspaces",
        about: "user_id",
        read: getWorkspace,
        distinct: "workspace_id",
        optional: true,
      },
    ),
    step(deleteUser, { user_id: "input.user_id" }),
  ],
  undo: {
    operation: "none",
    lost: {
      en: "A deleted user does not come back. Where it stopped before that, assign_user_to_iam_group, create_role and add_workspace_role give back what was taken.",
      ja: "削除したユーザーは元に戻せません。その前に止まった場合は、assign_user_to_iam_group、create_role、add_workspace_roleで個別に戻せます。",
    },
  },
  input: z.strictObject({ user_id: userId }),
  output: answer({
    steps: list(answer({ operation: text(), name: untrusted(text()), state: text() })),
  }),
});
