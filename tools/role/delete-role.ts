import * as z from "zod";
import { noContent, tenantId, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteRole = defineOperation({
  name: "delete_role",
  command: "role delete",
  title: { en: "Revoke role on tenant", ja: "テナントのロール削除" },
  summary: {
    en: "Remove a user from a tenant: revoke their role on (access to) it. The contract owner always keeps every tenant.",
    ja: "ユーザーをテナントから外します（ロール・アクセス権の削除）。契約代表ユーザーは常に全テナントのロールを持ちます。",
  },
  route: "DELETE /roles/tenants/{tenant_id}/users/{user_id}",
  effect: "delete",
  role: "super_user",
  confirm: {
    en: "Remove the access of user {user_id} to tenant {tenant_name} ({tenant_id})?",
    ja: "ユーザー {user_id} のテナント {tenant_name}（{tenant_id}）へのアクセス権を削除しますか？",
  },
  target: { operation: "get_tenant", name: "tenant_name" },
  impact: ["get_user"],
  undo: "create_role",
  input: z.strictObject({ tenant_id: tenantId, user_id: userId }),
  output: noContent,
  docs: "Role API: Delete Role",
});
