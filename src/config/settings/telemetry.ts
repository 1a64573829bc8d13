import * as z from "zod";
import { flag, oneOf, text } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** Collectors often stand on the next machine, without TLS: what is sent to them holds no secrets. */
const collector = z
  .string()
  .refine((given) => /^https?:/.test(URL.canParse(given) ? new URL(given).protocol : ""), {
    error: "expected a URL of a collector, such as http://localhost:4318",
  });

const headers = z.string().transform((given, context) => {
  const pairs = given.split(",").map((pair) => /^\s*([\w-]+)\s*=\s*(\S*)\s*$/.exec(pair));
  const read = pairs.map((pair) => [pair?.[1] ?? "", decoded(pair?.[2] ?? "")] as const);
  if (read.every(([name, value]) => name !== "" && value !== undefined)) {
    return Object.fromEntries(read.map(([name, value = ""]) => [name, value]));
  }
  context.addIssue({ code: "custom", message: "expected name=value, with commas between" });
  return z.NEVER;
});

/** What the program tells of itself while it runs, and whom. */
export const telemetrySettings = {
  SSS_OPS_LOG_LEVEL: {
    key: "log.level",
    what: {
      en: "least that is logged: `trace`, `debug`, `info`, `warn`, `error`, or `silent`",
      ja: "記録する最低のレベル: `trace`、`debug`、`info`、`warn`、`error`、または `silent`",
    },
    schema: oneOf(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  },
  SSS_OPS_LOG_FORMAT: {
    key: "log.format",
    what: {
      en: "how: `json`, one object a line; `pretty`, for people, with the link to sign in; `auto`, `pretty` on a terminal and `json` elsewhere",
      ja: "形式: `json` は1行1オブジェクト、`pretty` は人が読む形式でサインイン用リンクも表示、`auto` は端末では `pretty`、それ以外では `json`",
    },
    schema: oneOf(["auto", "json", "pretty"]).default("auto"),
  },
  SSS_OPS_METRICS: {
    key: "metrics.on",
    what: {
      en: "whether `serve` answers `/metrics`, in Prometheus' format",
      ja: "`serve` が `/metrics` に応答するか（Prometheus形式）",
    },
    schema: flag.default(true),
  },
  SSS_OPS_METRICS_TOKEN: {
    key: "metrics.token",
    what: {
      en: "bearer token to read `/metrics` with, at least 16 characters; without it only a server on this machine alone answers there",
      ja: "`/metrics` を読むためのベアラートークン（16文字以上）。未設定の場合、応答するのはこのマシンだけで待ち受けるサーバーのみ",
    },
    schema: z
      .string()
      .regex(/^\S{16,}$/, "expected at least 16 characters, none of them a space")
      .optional(),
    isSecret: true,
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    key: "traces.endpoint",
    what: {
      en: "OpenTelemetry collector that traces are sent to, over HTTP, at `/v1/traces`; without it there are none",
      ja: "トレースの送信先のOpenTelemetryコレクター（HTTP、`/v1/traces`）。未設定の場合は送信しない",
    },
    schema: collector.optional(),
    example: "http://localhost:4318",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    key: "traces.url",
    what: {
      en: "the same as a whole URL, in place of it",
      ja: "同じ送信先を完全なURLで指定（上の設定の代わり）",
    },
    schema: collector.optional(),
    example: "http://localhost:4318/v1/traces",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    key: "traces.headers",
    what: {
      en: "headers that the collector wants to see: `name=value`, with commas between, values URL-encoded",
      ja: "コレクターが求めるヘッダー: `name=value`（カンマ区切り、値はURLエンコード）",
    },
    schema: headers.optional(),
    isSecret: true,
  },
  OTEL_SERVICE_NAME: {
    key: "traces.serviceName",
    what: {
      en: "what traces call this service",
      ja: "トレースでのこのサービスの名前",
    },
    schema: text.default("sss-ops"),
  },
} satisfies Record<string, Declared>;

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
