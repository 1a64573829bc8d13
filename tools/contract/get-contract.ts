import * as z from "zod";
import { contractId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { contract } from "./contract.ts";

export const getContract = defineOperation({
  name: "get_contract",
  command: "contract show",
  title: { en: "Get contract", ja: "契約参照" },
  summary: {
    en: "Show one contract: owner, channel, customer number, status, start and end time.",
    ja: "契約1つの契約代表ユーザー、チャネル、お客様番号、状態、開始・終了日時を表示します。",
  },
  route: "GET /contracts/{contract_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: contractId }),
  output: contract,
  docs: "Contract API: Get Contract Information",
});
