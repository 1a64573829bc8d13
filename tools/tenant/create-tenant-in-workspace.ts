import * as z from "zod";
import { region, workspaceId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { createdTenant } from "./tenant.ts";

export const createTenantInWorkspace = defineOperation({
  name: "create_tenant_in_workspace",
  command: "tenant create-in-workspace",
  title: { en: "Create tenant in workspace", ja: "ワークスペースにテナント作成" },
  summary: {
    en: "Create a tenant in an existing workspace. It takes the workspace's name; one tenant per region.",
    ja: "既存のワークスペースにテナントを作成します。名前はワークスペースと同じで、リージョンごとに1つです。",
  },
  route: "POST /tenants",
  versions: ["v2"],
  effect: "create",
  role: "super_user",
  confirm: {
    en: "Create a tenant in region {region} of workspace {workspace_name} ({workspace_id})?",
    ja: "ワークスペース {workspace_name}（{workspace_id}）のリージョン {region} にテナントを作成しますか？",
  },
  target: { operation: "get_workspace", name: "workspace_name" },
  undo: "delete_tenant",
  input: z.strictObject({ workspace_id: workspaceId, region }),
  output: createdTenant,
  docs: "Tenant API v2: Create Tenant",
});
