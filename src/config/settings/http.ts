import { host, networks, origin, port, someOf, text, url } from "../kinds.ts";
import type { Declared } from "../setting.ts";

/** Where HTTP is served, and to whom. */
export const httpSettings = {
  SSS_OPS_HOST: {
    key: "http.host",
    what: {
      en: "address to listen on; any but one of this machine's own takes SSS_OPS_AUTH and SSS_OPS_PUBLIC_URL",
      ja: "待ち受けるアドレス。このマシン以外から届くアドレスには SSS_OPS_AUTH と SSS_OPS_PUBLIC_URL が必要",
    },
    schema: host.default("127.0.0.1"),
  },
  SSS_OPS_PORT: {
    key: "http.port",
    what: {
      en: "port to listen on; 0 for any free one",
      ja: "待ち受けるポート。0 は空いているポート",
    },
    schema: port.default(3_939),
  },
  SSS_OPS_PUBLIC_URL: {
    key: "http.publicUrl",
    what: {
      en: "origin by which others reach the server, such as https://ops.example.com",
      ja: "外部からサーバーに接続するときのオリジン（例: https://ops.example.com）",
    },
    schema: origin.optional(),
    example: "https://ops.example.com",
  },
  SSS_OPS_TRUSTED_PROXIES: {
    key: "http.trustedProxies",
    what: {
      en: "addresses or networks (such as 10.0.0.0/8) of your proxies, with commas between: the limits then count the callers that `X-Forwarded-For` names, not the proxy",
      ja: "自社プロキシのアドレスまたはネットワーク（10.0.0.0/8 など、カンマ区切り）。流量制限がプロキシではなく `X-Forwarded-For` の呼び出し元ごとになる",
    },
    schema: networks.default([]),
    example: "10.0.0.0/8",
  },
  SSS_OPS_AUTH: {
    key: "http.auth",
    what: {
      en: "what callers of MCP over HTTP have to show, with a comma between: `token` (of `sss-ops token create`), `oauth` (of SSS_OPS_OAUTH_ISSUER)",
      ja: "HTTP経由のMCPの認証方式（カンマ区切り）: `token`（`sss-ops token create` で発行）、`oauth`（SSS_OPS_OAUTH_ISSUER が発行）",
    },
    schema: someOf(["token", "oauth"])
      .refine((ways) => ways.length > 0, "expected token or oauth")
      .optional(),
    example: "token",
  },
  SSS_OPS_OAUTH_ISSUER: {
    key: "oauth.issuer",
    what: {
      en: "issuer of the access tokens that count, as it writes itself in them",
      ja: "受け入れるアクセストークンの発行者（トークン内の表記どおり）",
    },
    schema: url.optional(),
    example: "https://idp.example.com",
  },
  SSS_OPS_OAUTH_AUDIENCE: {
    key: "oauth.audience",
    what: {
      en: "audience the access tokens have to be for; default: the URL of the MCP endpoint",
      ja: "アクセストークンに求めるオーディエンス。既定はMCPエンドポイントのURL",
    },
    schema: text.optional(),
    example: "sss-ops",
  },
  SSS_OPS_OIDC_ISSUER: {
    key: "oidc.issuer",
    what: {
      en: "OpenID provider by which people sign in to the console; without it by a link",
      ja: "コンソールへのサインインに使うOpenIDプロバイダー。未設定の場合はリンクでサインイン",
    },
    schema: url.optional(),
    example: "https://idp.example.com",
  },
  SSS_OPS_OIDC_CLIENT_ID: {
    key: "oidc.clientId",
    what: {
      en: "client of the console at that provider",
      ja: "そのプロバイダーでのコンソールのクライアントID",
    },
    schema: text.optional(),
    example: "sss-ops-console",
  },
  SSS_OPS_OIDC_CLIENT_SECRET: {
    key: "oidc.clientSecret",
    what: {
      en: "secret of that client, where it has one",
      ja: "そのクライアントのシークレット（ある場合）",
    },
    schema: text.optional(),
    isSecret: true,
  },
  SSS_OPS_OIDC_SCOPES: {
    key: "oidc.scopes",
    what: {
      en: "what the console asks that provider for beside `openid`, where claims that roles go by take more, with spaces between",
      ja: "`openid` のほかにそのプロバイダーに求めるスコープ（空白区切り）。ロールの判定に使うクレームに必要な場合",
    },
    schema: text.regex(/^[!#-[\]-~]+( [!#-[\]-~]+)*$/, "expected scopes with spaces between").optional(),
    example: "groups",
  },
} satisfies Record<string, Declared>;
