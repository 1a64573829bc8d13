import * as z from "zod";
import { description, noContent, someChange } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId, contractGroupName } from "./contract-group.ts";

export const updateContractGroup = defineOperation({
  name: "update_contract_group",
  command: "contract-group update",
  title: { en: "Update contract group", ja: "契約グループ更新" },
  summary: {
    en: "Rename a contract group or change its description.",
    ja: "契約グループの名前または説明を変更します。",
  },
  route: "PUT /iam/contract-groups/{contract_group_id}",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Change the name or description of contract group {contract_group_name} ({contract_group_id})?",
    ja: "契約グループ {contract_group_name}（{contract_group_id}）の名前または説明を変更しますか？",
  },
  target: { operation: "get_contract_group", name: "contract_group_name" },
  undo: "update_contract_group",
  input: someChange(
    z.strictObject({
      contract_group_id: contractGroupId,
      contract_group_name: contractGroupName.optional(),
      description: description.optional(),
    }),
  ),
  output: noContent,
  docs: "Contract Group API: Update Contract Group",
});
