import * as z from "zod";
import { answer, anything, list, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId } from "./contract-group.ts";

export const getContractGroup = defineOperation({
  name: "get_contract_group",
  command: "contract-group show",
  title: { en: "Get contract group", ja: "契約グループ参照" },
  summary: {
    en: "Show one contract group with its contracts and users.",
    ja: "契約グループ1つと、その契約・ユーザーを表示します。",
  },
  route: "GET /iam/contract-groups/{contract_group_id}",
  effect: "read",
  role: "partner",
  input: z.strictObject({ contract_group_id: contractGroupId }),
  output: answer({
    contract_group_id: text(),
    contract_group_name: untrusted(text()),
    description: untrusted(text()),
    start_time: text(),
    contracts: list(anything()),
    users: list(anything()),
  }),
  docs: "Contract Group API: Get Contract Group",
});
