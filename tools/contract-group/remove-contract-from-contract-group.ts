import * as z from "zod";
import { contractId, noContent } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId } from "./contract-group.ts";

export const removeContractFromContractGroup = defineOperation({
  name: "remove_contract_from_contract_group",
  command: "contract-group detach-contract",
  title: { en: "Remove contract from contract group", ja: "契約グループからの契約除外" },
  summary: {
    en: "Detach (remove) a contract from a contract group. The group's users can no longer access it.",
    ja: "契約を契約グループから外します。グループのユーザーはその契約にアクセスできなくなります。",
  },
  route: "DELETE /iam/contract-groups/{contract_group_id}/contracts/{contract_id}",
  effect: "delete",
  role: "partner",
  confirm: {
    en: "Remove contract {contract_id} from contract group {contract_group_name} ({contract_group_id})? The group's users lose access to it.",
    ja: "契約 {contract_id} を契約グループ {contract_group_name}（{contract_group_id}）から外しますか？グループのユーザーはその契約へのアクセス権を失います。",
  },
  target: { operation: "get_contract_group", name: "contract_group_name" },
  impact: ["get_contract"],
  undo: "assign_contract_to_contract_group",
  input: z.strictObject({ contract_id: contractId, contract_group_id: contractGroupId }),
  output: noContent,
  docs: "Contract Group API: Delete Contract from Contract Group",
});
