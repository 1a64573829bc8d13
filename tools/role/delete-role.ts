import * as z from "zod";
import { noContent, tenantId, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteRole = defineOperation({
  name: "delete_role",
  command: "role delete",
  title: { en: "Delete role", ja: "ロール削除" },
  summary: {
    en: "Remove (revoke) a user's role on (access to) a tenant. The contract owner always keeps every tenant.",
    ja: "ユーザーのテナントのロール（アクセス権）を削除します。契約代表ユーザーは常に全テナントのロールを持ちます。",
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
