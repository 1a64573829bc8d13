import * as z from "zod";
import { answer, field, flag, list, text, untrusted } from "../fields.ts";

/** The name of a new tenant. */
export const tenantName = field(
  z
    .string()
    .min(1)
    .max(50)
    .regex(/^[A-Za-z0-9!$&()+,\-.;<=>@[\]^_`{|}~]+$/),
  {
    title: { en: "Tenant name", ja: "テナント名" },
    description: {
      en: "Globally unique",
      ja: "システム全体で一意。半角英数字と !$&()+,-.;<=>@[]^_`{|}~ の1〜50文字",
    },
    examples: ["web-production"],
  },
);

/** A tenant as its creation answers. */
export const createdTenant = answer({
  workspace_id: text(),
  tenant_id: text(),
  tenant_name: untrusted(text()),
  description: untrusted(text()),
  region: text(),
  contract_id: text(),
});

/** A tenant as a list shows it. */
export const tenantRow = createdTenant.extend({ start_time: text() });

/** A user with access to a tenant or workspace. */
export const member = answer({ user_id: text(), contract_id: text(), contract_owner: flag() });

/** A tenant in full. */
export const tenant = tenantRow.extend({
  region_api_endpoint: text(),
  users: list(member),
  brand_id: text(),
});
