import * as z from "zod";
import { answer, description, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupName, parentContractGroupId } from "./contract-group.ts";

export const createContractGroup = defineOperation({
  name: "create_contract_group",
  command: "contract-group create",
  title: { en: "Create contract group", ja: "契約グループ作成" },
  summary: {
    en: "Create a contract group under a parent contract group.",
    ja: "親の契約グループの下に契約グループを作成します。",
  },
  route: "POST /iam/contract-groups",
  effect: "create",
  role: "partner",
  confirm: {
    en: "Create contract group {contract_group_name} under {parent_contract_group_id}?",
    ja: "{parent_contract_group_id} の下に契約グループ {contract_group_name} を作成しますか？",
  },
  undo: "delete_contract_group",
  input: z.strictObject({
    parent_contract_group_id: parentContractGroupId,
    contract_group_name: contractGroupName,
    description: description.optional(),
  }),
  output: answer({
    contract_id: text(),
    parent_contract_group_id: text(),
    contract_group_id: text(),
    contract_group_name: untrusted(text()),
    description: untrusted(text()),
  }),
  docs: "Contract Group API: Create Contract Group",
});
