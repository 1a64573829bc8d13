import { flag, operations, someOf, text } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** What is allowed, and where people consent. */
export const consentSettings = {
  SSS_OPS_POLICY: {
    key: "policy",
    what: {
      en: "policy file: who may approve, rules, freezes, limits; in the file also the policy itself",
      ja: "ポリシーファイル（承認者、ルール、凍結期間、上限）。設定ファイルにはポリシー自体も記述可",
    },
    schema: text.optional(),
    example: "policy.yaml",
    isPath: true,
  },
  SSS_OPS_DOORS: {
    key: "doors",
    what: {
      en: "further doors for consent, with commas between: `terminal`; `slack` and `page` of a server beside this one, on the same store",
      ja: "追加する回答窓口（カンマ区切り）: `terminal`。同じストアを使う別サーバーの `slack`、`page` も可",
    },
    schema: someOf(["terminal", "slack", "page"]).default([]),
    example: "terminal",
  },
  SSS_OPS_READ_ONLY: {
    key: "readOnly",
    what: {
      en: "refuse every write",
      ja: "書き込みをすべて拒否",
    },
    schema: flag.default(false),
  },
  SSS_OPS_DENY: {
    key: "deny",
    what: {
      en: "names of operations to refuse, with commas between",
      ja: "拒否する操作の名前（カンマ区切り）",
    },
    schema: operations.default([]),
    example: "delete_tenant",
  },
} satisfies Record<string, Declared>;
