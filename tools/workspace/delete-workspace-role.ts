import * as z from "zod";
import { noContent, userId, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteWorkspaceRole = defineOperation({
  name: "delete_workspace_role",
  command: "workspace-role-assignment delete",
  title: { en: "Delete workspace role", ja: "ワークスペースのアクセス権削除" },
  summary: {
    en: "Remove a user from a workspace: revoke their role on (access to) it. The contract owner always keeps it.",
    ja: "ユーザーをワークスペースから外します（ロール・アクセス権の削除）。契約代表ユーザーは常にアクセスできます。",
  },
  route: "DELETE /workspace-roles/workspaces/{workspace_id}/users/{user_id}",
  versions: ["v2"],
  effect: "delete",
  role: "any",
  confirm: {
    en: "Remove the access of user {user_id} to workspace {workspace_name} ({workspace_id})?",
    ja: "ユーザー {user_id} のワークスペース {workspace_name}（{workspace_id}）へのアクセス権を削除しますか？",
  },
  target: { operation: "get_workspace", name: "workspace_name" },
  impact: ["get_user"],
  undo: "add_workspace_role",
  input: z.strictObject({ workspace_id: workspaceId, user_id: userId }),
  output: noContent,
  docs: "Workspace API v2: Delete Workspace Role",
});
