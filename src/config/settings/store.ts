import { text, whole } from "../kinds.ts";
import type { Declared } from "../setting.ts";

const atLeast32 = text.min(32, "expected at least 32 characters");

/** What is kept, where and how long. */
export const storeSettings = {
  SSS_OPS_STATE_DIR: {
    key: "store.directory",
    what: {
      en: "directory of sealed secrets and of the rotated API key; default `$XDG_STATE_HOME/sss-ops`",
      ja: "封印した秘密情報と再発行したAPIキーを置くディレクトリ。既定は `$XDG_STATE_HOME/sss-ops`",
    },
    schema: text.optional(),
    example: "/var/lib/sss-ops",
    isPath: true,
  },
  SSS_OPS_SECRET_KEY: {
    key: "store.secretKey",
    what: {
      en: "master key of seals and audit, at least 32 characters; replicas share it; default: a generated file",
      ja: "封印と監査ログのマスターキー（32文字以上）。複数のサーバーで共有する。既定は自動生成のファイル",
    },
    schema: atLeast32.optional(),
    isSecret: true,
  },
  SSS_OPS_NEW_SECRET_KEY: {
    what: {
      en: "the master key that `sss-ops store rekey` puts everything under; default: a generated file",
      ja: "`sss-ops store rekey` で切り替える新しいマスターキー。既定は自動生成のファイル",
    },
    schema: atLeast32.optional(),
    isSecret: true,
  },
  DATABASE_URL: {
    key: "store.databaseUrl",
    what: {
      en: "PostgreSQL that holds tickets and audit, for several machines; default: a SQLite file",
      ja: "チケットと監査ログを置くPostgreSQL（複数台構成用）。既定はSQLiteファイル",
    },
    schema: text.regex(/^postgres(ql)?:\/\//, "expected a postgresql:// URL").optional(),
    isSecret: true,
  },
  SSS_OPS_REVEAL_MINUTES: {
    key: "store.revealMinutes",
    what: {
      en: "minutes that a new password or key waits to be looked at, once",
      ja: "新しいパスワードやキーを1回だけ表示できる期間（分）",
    },
    schema: whole("minutes", 1, 1_440).default(15),
  },
} satisfies Record<string, Declared>;
