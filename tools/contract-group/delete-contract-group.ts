import * as z from "zod";
import { noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId } from "./contract-group.ts";

export const deleteContractGroup = defineOperation({
  name: "delete_contract_group",
  command: "contract-group delete",
  title: { en: "Delete contract group", ja: "契約グループ削除" },
  summary: {
    en: "Delete a contract group. Its users lose access to the contracts they reach through it.",
    ja: "契約グループを削除します。所属ユーザーはこのグループを通じた契約へのアクセス権を失います。",
  },
  route: "DELETE /iam/contract-groups/{contract_group_id}",
  effect: "delete",
  role: "partner",
  confirm: {
    en: "Delete contract group {contract_group_name} ({contract_group_id})? Its users lose access to its contracts.",
    ja: "契約グループ {contract_group_name}（{contract_group_id}）を削除しますか？所属ユーザーはその契約へのアクセス権を失います。",
  },
  target: { operation: "get_contract_group", name: "contract_group_name" },
  impact: [{ operation: "list_contract_groups", find: "contract_group_id", ofOwnContract: true }],
  undo: {
    operation: "none",
    lost: {
      en: "The group is gone, and a new one gets another ID.",
      ja: "削除した契約グループは元に戻せず、作り直すとIDが変わります。",
    },
  },
  input: z.strictObject({ contract_group_id: contractGroupId }),
  output: noContent,
  docs: "Contract Group API: Delete Contract Group",
});
