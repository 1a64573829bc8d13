import * as z from "zod";
import { answer, list, text, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { member } from "../tenant/tenant.ts";
import { workspaceRow } from "./workspace.ts";

export const getWorkspace = defineOperation({
  name: "get_workspace",
  command: "workspace show",
  title: { en: "Get workspace", ja: "ワークスペース参照" },
  summary: {
    en: "Show one workspace with its tenants by region and the users who have access.",
    ja: "ワークスペース1つと、リージョンごとのテナント、アクセス権を持つユーザーを表示します。",
  },
  route: "GET /workspaces/{workspace_id}",
  versions: ["v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ workspace_id: workspaceId }),
  output: workspaceRow.extend({
    contract_id: text(),
    regions: list(answer({ region_name: text(), tenant_id: text() })),
    users: list(member),
  }),
  docs: "Workspace API v2: Get Workspace",
});
