import * as z from "zod";
import { noContent, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteWorkspace = defineOperation({
  name: "delete_workspace",
  command: "workspace delete",
  title: { en: "Delete workspace", ja: "ワークスペース削除" },
  summary: {
    en: "Delete a workspace for good. The tokens of every user with access expire at once.",
    ja: "ワークスペースを完全に削除します。アクセス権を持つ全ユーザーのトークンが直ちに失効します。",
  },
  route: "DELETE /workspaces/{workspace_id}",
  versions: ["v2"],
  effect: "delete",
  role: "super_user",
  confirm: {
    en: "Delete workspace {workspace_name} ({workspace_id})? The tokens of every user with access to it expire at once.",
    ja: "ワークスペース {workspace_name}（{workspace_id}）を削除しますか？アクセス権を持つ全ユーザーのトークンが直ちに失効します。",
  },
  target: { operation: "get_workspace", name: "workspace_name" },
  undo: {
    operation: "none",
    lost: {
      en: "The workspace with its tenants is gone, and a new one gets another ID.",
      ja: "ワークスペースは配下のテナントごと削除され、作り直すとIDが変わります。",
    },
  },
  input: z.strictObject({ workspace_id: workspaceId }),
  output: noContent,
  docs: "Workspace API v2: Delete Workspace",
});
