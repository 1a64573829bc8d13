import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { channelId, contractList, includeDeleted } from "./contract.ts";

export const listContracts = defineOperation({
  name: "list_contracts",
  command: "contract list",
  title: { en: "List contracts", ja: "契約一覧" },
  summary: {
    en: "List the contracts in a channel, deleted ones too when asked for. list_channels gives the channel IDs.",
    ja: "チャネル内の契約を一覧します。解約済みの契約も含められます。チャネルIDは list_channels で確認できます。",
  },
  route: "GET /contracts",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "partner",
  input: z.strictObject({ channel_id: channelId, include_deleted: includeDeleted.default(false) }),
  output: contractList,
  docs: "Contract API: List Contracts",
});
