import * as z from "zod";
import { contractId, description, field, noContent, someChange } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { externalReferenceId } from "./contract.ts";

export const updateContract = defineOperation({
  name: "update_contract",
  command: "contract update",
  title: { en: "Update contract", ja: "契約更新" },
  summary: {
    en: "Change a child contract: whether its super users see their billing, its customer number, its description.",
    ja: "子契約の料金情報の公開可否、お客様番号、説明を変更します。",
  },
  route: "PUT /contracts/{contract_id}",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Change contract {contract_id} of channel {channel_name}?",
    ja: "チャネル {channel_name} の契約 {contract_id} を変更しますか？",
  },
  target: { operation: "get_contract", name: "contract_id" },
  undo: "update_contract",
  input: someChange(
    z.strictObject({
      contract_id: contractId,
      charge_reference_availability: field(z.boolean(), {
        title: { en: "Billing visible", ja: "料金情報の公開" },
        description: {
          en: "Child contract's super users see its billing",
          ja: "子契約の管理ユーザーに料金情報を公開する",
        },
      }).optional(),
      external_reference_id: externalReferenceId(59),
      description: description.optional(),
    }),
  ),
  output: noContent,
  docs: "Contract API: Change Contract Information",
});
