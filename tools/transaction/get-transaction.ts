import * as z from "zod";
import { answer, field, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const getTransaction = defineOperation({
  name: "get_transaction",
  command: "transaction show",
  title: { en: "Get transaction", ja: "トランザクション参照" },
  summary: {
    en: "Show whether an asynchronous operation (create contract, change owner) is still in progress or has ended.",
    ja: "非同期処理（契約作成、契約代表ユーザー変更）が処理中か完了したかを表示します。",
  },
  route: "GET /transactions/{transaction_id}",
  effect: "read",
  role: "any",
  input: z.strictObject({
    transaction_id: field(z.string().min(1).max(255), {
      title: { en: "Transaction ID", ja: "トランザクションID" },
      examples: ["tx-0000000001"],
    }),
  }),
  output: answer({ status: text() }),
  docs: "Transaction API: Get Result of Transaction",
});
