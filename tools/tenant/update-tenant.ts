import * as z from "zod";
import { description, noContent, tenantId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateTenant = defineOperation({
  name: "update_tenant",
  command: "tenant update",
  title: { en: "Update tenant", ja: "テナント更新" },
  summary: {
    en: "Change a tenant's description. The name and the region cannot change.",
    ja: "テナントの説明を変更します。名前とリージョンは変更できません。",
  },
  route: "PUT /tenants/{tenant_id}",
  effect: "update",
  role: "any",
  confirm: {
    en: "Change the description of tenant {tenant_name} ({tenant_id})?",
    ja: "テナント {tenant_name}（{tenant_id}）の説明を変更しますか？",
  },
  target: { operation: "get_tenant", name: "tenant_name" },
  undo: "update_tenant",
  input: z.strictObject({ tenant_id: tenantId, description }),
  output: noContent,
  docs: "Tenant API: Update Tenant",
});
