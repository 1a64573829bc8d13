import { regions } from "../../sss/endpoints.ts";
import { channels, flag, oneOf, text, url } from "../kinds.ts";
import type { Setting, ValuesOf } from "../setting.ts";

/** The settings of one account, by their field in the file; those of the account `default` have variables. */
export const accountFields = {
  apiKey: {
    variable: "SSS_API_KEY",
    what: {
      en: "API key of the account; without it the built-in sandbox is used",
      ja: "アカウントのAPIキー。未設定の場合は内蔵のサンドボックスを使用",
    },
    schema: text.optional(),
    isSecret: true,
  },
  apiSecret: {
    variable: "SSS_API_SECRET",
    what: {
      en: "API secret of the account",
      ja: "アカウントのAPIシークレット",
    },
    schema: text.optional(),
    isSecret: true,
  },
  region: {
    variable: "SSS_REGION",
    what: {
      en: "region whose Keystone and SSS are called",
      ja: "接続先のリージョン（KeystoneとSSS）",
    },
    schema: oneOf(regions).default("gl1"),
  },
  keystoneUrl: {
    variable: "SSS_KEYSTONE_URL",
    what: {
      en: "Keystone v3 URL, in place of the region's",
      ja: "Keystone v3のURL（リージョン既定の代わり）",
    },
    schema: url.optional(),
    example: "https://keystone-jp1-ecl.api.ntt.com/v3",
  },
  sssUrl: {
    variable: "SSS_URL",
    what: {
      en: "SSS URL up to `/api`, in place of the region's",
      ja: "`/api` までのSSSのURL（リージョン既定の代わり）",
    },
    schema: url.optional(),
    example: "https://sss-jp1-ecl.api.ntt.com/api",
  },
  forceEndpoint: {
    variable: "SSS_FORCE_ENDPOINT",
    what: {
      en: "use the SSS URL even where the token's catalog names another",
      ja: "トークンのカタログが別のURLを示しても、上のSSSのURLを使う",
    },
    schema: flag.default(false),
  },
  tenantId: {
    variable: "SSS_TENANT_ID",
    what: {
      en: "tenant to scope the token to",
      ja: "トークンのスコープとするテナント",
    },
    schema: text.optional(),
    example: "0123456789abcdef0123456789abcdef",
  },
  apiVersion: {
    variable: "SSS_API_VERSION",
    what: {
      en: "version to call where an operation is in both",
      ja: "両方のバージョンにある操作で呼び出すバージョン",
    },
    schema: oneOf(["v1.0", "v2"]).default("v1.0"),
  },
  description: {
    what: {
      en: "what people and assistants are told of the account",
      ja: "利用者とアシスタントに示すアカウントの説明",
    },
    schema: text.max(200, "expected at most 200 characters").optional(),
    example: "the production contract",
  },
  slackChannels: {
    what: {
      en: "ids of Slack channels where commands mean this account",
      ja: "コマンドの対象をこのアカウントとするSlackチャンネルのID",
    },
    schema: channels.default([]),
    example: "C0123ABCD",
  },
} satisfies Record<string, Omit<Setting, "key">>;

/** What the settings of one account read as. */
export type AccountValues = ValuesOf<typeof accountFields>;

/** The name of the account that the environment describes. */
export const defaultAccount = "default";

/** What an account may be called. */
export const accountName = /^[a-z][a-z0-9-]{0,30}$/;

/** The settings of the account of a name. */
export function accountSettings(name: string): readonly Setting[] {
  return Object.entries(accountFields).map(([field, setting]: [string, Setting]) => {
    const { variable, ...rest } = setting;
    const known = name === defaultAccount && variable !== undefined ? { variable } : {};
    return { ...known, ...rest, key: `accounts.${name}.${field}` };
  });
}
