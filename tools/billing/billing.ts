import * as z from "zod";
import { answer, anything, field, text, untrusted } from "../fields.ts";

/** The month of a bill. */
export const targetMonth = field(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), {
  title: { en: "Month (YYYY-MM)", ja: "対象月（YYYY-MM）" },
  examples: ["2022-01"],
});

/** Charges of a month; `charge_data` nests items that carry the names of tenants. */
export const billing = answer({
  contract_id: text(),
  owner_contract_id: text(),
  customer_number: text(),
  charge_status: text(),
  cycle_start_time: text(),
  cycle_end_time: text(),
  charge_data: untrusted(anything()),
});
