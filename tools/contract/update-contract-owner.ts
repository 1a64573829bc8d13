import * as z from "zod";
import { answer, contractId, text, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateContractOwner = defineOperation({
  name: "update_contract_owner",
  command: "contract change-owner",
  title: { en: "Change contract owner", ja: "契約代表ユーザー変更" },
  summary: {
    en: "Hand a contract over to another user as its owner (super user). The old owner becomes an ordinary user; get_transaction tells how it ended.",
    ja: "契約代表ユーザーを別のユーザーに変更します。元の契約代表ユーザーは一般ユーザーになります。結果は get_transaction で確認します。",
  },
  route: "PUT /contracts/{contract_id}/owner",
  effect: "update",
  risk: "destroy",
  role: "super_user",
  confirm: {
    en: "Make user {user_id} the owner of contract {contract_id}? The old owner {contract_owner_user_id} becomes an ordinary user, and only the new owner can hand it back.",
    ja: "契約 {contract_id} の契約代表ユーザーを {user_id} に変更しますか？元の契約代表ユーザー {contract_owner_user_id} は一般ユーザーになり、元に戻せるのは新しい契約代表ユーザーだけです。",
  },
  target: { operation: "get_contract", name: "contract_id" },
  impact: ["get_user"],
  undo: {
    operation: "none",
    lost: {
      en: "Only the new owner can hand the contract back.",
      ja: "契約を元に戻せるのは、新しい契約代表ユーザーだけです。",
    },
  },
  transaction: true,
  input: z.strictObject({ contract_id: contractId, user_id: userId }),
  output: answer({ transaction_id: text() }),
  docs: "Contract API: Change Owner",
});
