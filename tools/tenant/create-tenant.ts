import * as z from "zod";
import { contractIdNoted, description, region } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { createdTenant, tenantName } from "./tenant.ts";

export const createTenant = defineOperation({
  name: "create_tenant",
  command: "tenant create",
  title: { en: "Create tenant", ja: "テナント作成" },
  summary: {
    en: "Create a tenant in a region. For another region of an existing workspace use create_tenant_in_workspace.",
    ja: "リージョンにテナントを作成します。既存のワークスペースに別リージョンのテナントを追加するには create_tenant_in_workspace を使います。",
  },
  route: "POST /tenants",
  effect: "create",
  role: "super_user",
  confirm: {
    en: "Create tenant {tenant_name} in region {region}?",
    ja: "リージョン {region} にテナント {tenant_name} を作成しますか？",
  },
  undo: "delete_tenant",
  input: z.strictObject({
    tenant_name: tenantName,
    description,
    region,
    contract_id: contractIdNoted({
      description: {
        en: "Default: own contract; partners must give it",
        ja: "省略すると自分の契約。パートナーは必須",
      },
    }).optional(),
  }),
  output: createdTenant,
  docs: "Tenant API: Create Tenant",
});
