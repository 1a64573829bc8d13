import * as z from "zod";
import { description, noContent, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateWorkspace = defineOperation({
  name: "update_workspace",
  command: "workspace update",
  title: { en: "Update workspace", ja: "ワークスペース更新" },
  summary: {
    en: "Change a workspace's description. The name cannot change.",
    ja: "ワークスペースの説明を変更します。名前は変更できません。",
  },
  route: "PUT /workspaces/{workspace_id}",
  versions: ["v2"],
  effect: "update",
  role: "any",
  confirm: {
    en: "Change the description of workspace {workspace_name} ({workspace_id})?",
    ja: "ワークスペース {workspace_name}（{workspace_id}）の説明を変更しますか？",
  },
  target: { operation: "get_workspace", name: "workspace_name" },
  undo: "update_workspace",
  input: z.strictObject({ workspace_id: workspaceId, description }),
  output: noContent,
  docs: "Workspace API v2: Update Workspace",
});
