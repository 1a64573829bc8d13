import * as z from "zod";
import { field, ownContractId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { tenantRow } from "./tenant.ts";

export const findTenant = defineOperation({
  name: "find_tenant",
  command: "tenant find",
  title: { en: "Find tenant", ja: "テナント検索" },
  summary: {
    en: "Find one tenant of a contract by tenant ID or tenant name; several matches are reported with the candidates.",
    ja: "テナントIDまたはテナント名で契約内のテナントを1つ探します。複数一致した場合は候補を示します。",
  },
  route: "GET /tenants",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  find: { by: "tenant", in: "tenants", matching: ["tenant_id", "tenant_name"] },
  input: z.strictObject({
    tenant: field(z.string().min(1).max(64), {
      title: { en: "Tenant", ja: "テナント" },
      description: { en: "Tenant ID or name", ja: "テナントIDまたはテナント名" },
      examples: ["web-production"],
    }),
    contract_id: ownContractId,
  }),
  output: tenantRow,
  docs: "Python SDK: find_tenant",
});
