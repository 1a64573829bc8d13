import { profile, whole } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** What assistants are offered. */
export const mcpSettings = {
  SSS_OPS_PROFILE: {
    key: "mcp.profile",
    what: {
      en: "what assistants are offered, with commas between: `full` or `search`; `read-only`, `no-destroy`; toolsets and names of operations, `*` for any part, `-` in front to leave out",
      ja: "アシスタントに見せる範囲（カンマ区切り）: `full` か `search`、`read-only`、`no-destroy`、ツールセット名、操作名。`*` は任意の文字列、先頭の `-` は除外",
    },
    schema: profile.prefault("full"),
  },
  SSS_OPS_REPLY_TOKENS: {
    key: "mcp.replyTokens",
    what: {
      en: "tokens that a reply to an assistant costs at most; longer ones are shown in pages or cut",
      ja: "アシスタントへの1回の応答のトークン数の上限。超える分はページに分けるか省略",
    },
    schema: whole("tokens", 500, 100_000).default(4_000),
  },
} satisfies Record<string, Declared>;
