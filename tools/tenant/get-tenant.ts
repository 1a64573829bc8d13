import * as z from "zod";
import { tenantId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { tenant } from "./tenant.ts";

export const getTenant = defineOperation({
  name: "get_tenant",
  command: "tenant show",
  title: { en: "Get tenant", ja: "テナント参照" },
  summary: {
    en: "Show one tenant: name, region, contract, workspace and who has access (the users with a role on it).",
    ja: "テナント1つの名前、リージョン、契約、ワークスペースと、アクセスできる（ロールを持つ）ユーザーを表示します。",
  },
  route: "GET /tenants/{tenant_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ tenant_id: tenantId }),
  output: tenant,
  docs: "Tenant API: Get Tenant",
});
