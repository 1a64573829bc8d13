import { text, whole } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** How the program runs. */
export const processSettings = {
  SSS_OPS_STOP_SECONDS: {
    key: "stop.withinSeconds",
    what: {
      en: "seconds that what is under way may go on once the server is told to stop; less than what runs it waits until it ends it by force, 10 in Docker",
      ja: "停止の指示から、処理中のものに与える秒数。実行基盤が強制終了するまでの秒数（Dockerは10）より短くする",
    },
    schema: whole("seconds", 1, 600).default(9),
  },
  SSS_OPS_STOP_DELAY: {
    key: "stop.delaySeconds",
    what: {
      en: "seconds before that in which calls are still taken while `/readyz` says no, so that a load balancer turns elsewhere first",
      ja: "その前に、`/readyz` を否としたまま呼び出しを受け続ける秒数（ロードバランサーが先に振り分け先を替えられる）",
    },
    schema: whole("seconds", 0, 600).default(0),
  },
  SSS_OPS_CONFIG: {
    what: {
      en: "the file that settings are read from; default `sss-ops.yaml` here, else `$XDG_CONFIG_HOME/sss-ops/sss-ops.yaml`",
      ja: "設定ファイル。既定はカレントディレクトリの `sss-ops.yaml`、なければ `$XDG_CONFIG_HOME/sss-ops/sss-ops.yaml`",
    },
    schema: text.optional(),
  },
  XDG_CONFIG_HOME: {
    what: {
      en: "where programs find their configuration; default `~/.config`",
      ja: "プログラムの設定を置く場所。既定は `~/.config`",
    },
    schema: text.optional(),
  },
  XDG_STATE_HOME: {
    what: {
      en: "where programs keep their state; default `~/.local/state`",
      ja: "プログラムの状態を置く場所。既定は `~/.local/state`",
    },
    schema: text.optional(),
  },
} satisfies Record<string, Declared>;
