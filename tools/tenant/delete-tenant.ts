import * as z from "zod";
import { noContent, tenantId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const deleteTenant = defineOperation({
  name: "delete_tenant",
  command: "tenant delete",
  title: { en: "Delete tenant", ja: "テナント削除" },
  summary: {
    en: "Delete a tenant for good. The tokens of every user with a role on it expire at once.",
    ja: "テナントを完全に削除します。ロールを持つ全ユーザーのトークンが直ちに失効します。",
  },
  route: "DELETE /tenants/{tenant_id}",
  effect: "delete",
  role: "super_user",
  confirm: {
    en: "Delete tenant {tenant_name} ({tenant_id}) in {region}? The tokens of every user with a role on it expire at once.",
    ja: "{region} のテナント {tenant_name}（{tenant_id}）を削除しますか？ロールを持つ全ユーザーのトークンが直ちに失効します。",
  },
  target: { operation: "get_tenant", name: "tenant_name" },
  undo: {
    operation: "none",
    lost: {
      en: "The tenant with all that is in it is gone, and a new one gets another ID.",
      ja: "テナントは中のリソースごと削除され、作り直すとIDが変わります。",
    },
  },
  input: z.strictObject({ tenant_id: tenantId }),
  output: noContent,
  docs: "Tenant API: Delete Tenant",
});
