import * as z from "zod";
import { answer, text, untrusted, userId, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const addWorkspaceRole = defineOperation({
  name: "add_workspace_role",
  command: "workspace-role-assignment add",
  title: { en: "Add workspace role", ja: "ワークスペースのアクセス権付与" },
  summary: {
    en: "Add a user to a workspace: grant a role on (access to) it and its tenants.",
    ja: "ユーザーをワークスペースに追加します（ワークスペースとそのテナントのロール・アクセス権の付与）。",
  },
  route: "POST /workspace-roles",
  versions: ["v2"],
  effect: "create",
  role: "any",
  confirm: {
    en: "Give user {user_id} access to workspace {workspace_name} ({workspace_id})?",
    ja: "ユーザー {user_id} にワークスペース {workspace_name}（{workspace_id}）のアクセス権を付与しますか？",
  },
  target: { operation: "get_workspace", name: "workspace_name" },
  impact: ["get_user"],
  undo: "delete_workspace_role",
  input: z.strictObject({ workspace_id: workspaceId, user_id: userId }),
  output: answer({ user_id: text(), workspace_id: text(), workspace_name: untrusted(text()) }),
  docs: "Workspace API v2: Create Workspace Role",
});
