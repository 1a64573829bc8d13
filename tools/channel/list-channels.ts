import * as z from "zod";
import { answer, anything, field, flag, list, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";

const channel = answer({
  channel_id: text(),
  channel_name: untrusted(text()),
  language: text(),
  management_channel: flag(),
  parent_channel_id: anything(),
  contracts: list(answer({ contract_id: text(), status: text() })),
});

export const listChannels = defineOperation({
  name: "list_channels",
  command: "channel list",
  title: { en: "List channels", ja: "チャネル一覧" },
  summary: {
    en: "List the partner's channels: its own management channel and the one of its end users' contracts.",
    ja: "パートナーのチャネル（自身の管理チャネルとエンドユーザー契約のチャネル）を一覧します。",
  },
  route: "GET /channels",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "partner",
  input: z.strictObject({
    get_contracts: field(z.boolean(), { title: { en: "With contracts", ja: "契約を含める" } }).default(false),
  }),
  output: answer({ channels: list(channel) }),
  docs: "Channel API: List Channels",
});
