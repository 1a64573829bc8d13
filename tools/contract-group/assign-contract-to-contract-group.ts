import * as z from "zod";
import { contractId, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId } from "./contract-group.ts";

export const assignContractToContractGroup = defineOperation({
  name: "assign_contract_to_contract_group",
  command: "contract-group attach-contract",
  title: { en: "Add contract to contract group", ja: "契約グループへの契約追加" },
  summary: {
    en: "Attach (assign) a contract to a contract group: the group's users may access it.",
    ja: "契約を契約グループに追加します。グループのユーザーがその契約にアクセスできるようになります。",
  },
  route: "PUT /iam/contract-groups/{contract_group_id}/contracts/{contract_id}",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Let the users of contract group {contract_group_name} ({contract_group_id}) access contract {contract_id}?",
    ja: "契約グループ {contract_group_name}（{contract_group_id}）のユーザーに契約 {contract_id} へのアクセスを許可しますか？",
  },
  target: { operation: "get_contract_group", name: "contract_group_name" },
  impact: ["get_contract"],
  undo: "remove_contract_from_contract_group",
  input: z.strictObject({ contract_id: contractId, contract_group_id: contractGroupId }),
  output: noContent,
  docs: "Contract Group API: Assign Contract to Contract Group",
});
