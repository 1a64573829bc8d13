import * as z from "zod";
import { answer, tenantId, text, untrusted, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const createRole = defineOperation({
  name: "create_role",
  command: "role create",
  title: { en: "Grant role on tenant", ja: "テナントのロール付与" },
  summary: {
    en: "Add a user to a tenant: grant a role on (access to) it.",
    ja: "ユーザーをテナントに追加します（ロール・アクセス権の付与）。",
  },
  route: "POST /roles",
  effect: "create",
  role: "any",
  confirm: {
    en: "Give user {user_id} access to tenant {tenant_name} ({tenant_id})?",
    ja: "ユーザー {user_id} にテナント {tenant_name}（{tenant_id}）のアクセス権を付与しますか？",
  },
  target: { operation: "get_tenant", name: "tenant_name" },
  impact: ["get_user"],
  undo: "delete_role",
  input: z.strictObject({ tenant_id: tenantId, user_id: userId }),
  output: answer({
    user_id: text(),
    region_id: text(),
    region_name: text(),
    tenant_id: text(),
    tenant_name: untrusted(text()),
    role_name: text(),
    workspace_id: text(),
  }),
  docs: "Role API: Create Role",
});
