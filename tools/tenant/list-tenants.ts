import * as z from "zod";
import { answer, list, ownContractId, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { tenantRow } from "./tenant.ts";

export const listTenants = defineOperation({
  name: "list_tenants",
  command: "tenant list",
  title: { en: "List tenants", ja: "テナント一覧" },
  summary: {
    en: "List tenants of a contract with name, region and workspace. Only those the account may see are shown.",
    ja: "契約のテナントを、名前・リージョン・ワークスペースとともに一覧します。参照できるものだけが表示されます。",
  },
  route: "GET /tenants",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({ contract_id: text(), tenants: list(tenantRow) }),
  docs: "Tenant API: List Tenants",
});
