import * as z from "zod";
import { noContent, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contractGroupId } from "./contract-group.ts";

export const assignUserToContractGroup = defineOperation({
  name: "assign_user_to_contract_group",
  command: "contract-group put-user",
  title: { en: "Put user into contract group", ja: "契約グループへのユーザー配置" },
  summary: {
    en: "Put (move) a user into a contract group of the same contract. The contract owner stays in the root group.",
    ja: "ユーザーを同じ契約の契約グループに配置（移動）します。契約代表ユーザーは最上位グループから移動できません。",
  },
  route: "PUT /iam/contract-groups/{contract_group_id}/users/{user_id}",
  effect: "update",
  role: "partner",
  confirm: {
    en: "Move user {user_id} into contract group {contract_group_name} ({contract_group_id})? It decides which contracts the user can access.",
    ja: "ユーザー {user_id} を契約グループ {contract_group_name}（{contract_group_id}）に移動しますか？アクセスできる契約が変わります。",
  },
  target: { operation: "get_contract_group", name: "contract_group_name" },
  // The user is in one group, which only the groups show: it is left with this, and undoing leads back there.
  impact: [
    "get_user",
    {
      operation: "list_contract_groups",
      in: "contract_group",
      about: "user_id",
      read: "get_contract_group",
      ofOwnContract: true,
    },
  ],
  undo: {
    operation: "assign_user_to_contract_group",
    input: { contract_group_id: "impact.list_contract_groups.contract_group.0.contract_group_id" },
  },
  input: z.strictObject({ user_id: userId, contract_group_id: contractGroupId }),
  output: noContent,
  docs: "Contract Group API: Put User to Contract Group",
});
