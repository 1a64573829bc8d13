import * as z from "zod";
import { answer, blankable, field, flag, list, text, untrusted } from "../fields.ts";
import { lookups } from "../lookup.ts";

/** The id of a channel: a group of contracts. */
export const channelId = field(z.string().regex(/^ch\d+$/), {
  title: { en: "Channel ID", ja: "チャネルID" },
  examples: ["ch2000000022"],
  lookup: lookups.channel,
});

/** The partner's own id of a contract; creating one takes at most 50 characters, changing it 59. */
export function externalReferenceId(longest: number) {
  return field(
    blankable(
      z
        .string()
        .min(6)
        .max(longest)
        .regex(/^[A-Za-z0-9]+$/),
    ),
    {
      title: { en: "External reference ID", ja: "外部参照ID" },
      description: {
        en: "The partner's own customer number",
        ja: `パートナーが付けるお客様番号。半角英数字6〜${longest}文字`,
      },
      examples: ["N0123456789"],
    },
  ).optional();
}

/** Whether ended contracts are shown too. */
export const includeDeleted = field(z.boolean(), {
  title: { en: "Include deleted", ja: "削除済みを含める" },
});

/** A contract in full, with the keys that only older versions answer. */
export const contract = answer({
  contract_id: text(),
  customer_number: text(),
  customer_name: untrusted(text()),
  channel_id: text(),
  channel_name: untrusted(text()),
  management_channel: flag(),
  contract_owner_user_id: text(),
  status: text(),
  login_integration: text(),
  start_time: text(),
  end_time: text(),
  company_code: text(),
  icp_portal_id: text(),
  glass_customer_id: text(),
  glass_user_id: text(),
  brand_id: text(),
  charge_reference_availability: flag(),
  description: untrusted(text()),
  external_reference_id: text(),
  sss_endpoint: text(),
  keystone_endpoint: text(),
});

/** Contracts as list and search answer; a guess from the SDK, which reads a row with its contract class. */
export const contractList = answer({ contracts: list(contract) });
