import * as z from "zod";
import { answer, anything, contractId, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const listContractGroups = defineOperation({
  name: "list_contract_groups",
  command: "contract-group list",
  title: { en: "List contract groups", ja: "契約グループ一覧" },
  summary: {
    en: "List the contract groups of a partner's contract as a tree.",
    ja: "パートナーの契約の契約グループを階層で一覧します。",
  },
  route: "GET /iam/contract-groups",
  effect: "read",
  role: "partner",
  input: z.strictObject({ contract_id: contractId }),
  output: answer({ contract_id: text(), contract_group: untrusted(anything()) }),
  docs: "Contract Group API: List Contract Group",
});
