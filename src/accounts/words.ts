import type { Text } from "../../tools/operation.ts";
import type { Account, Config } from "../config/config.ts";

/** What everything here is done to: an account of SSS, one of several, or a sandbox. */
export function accountWords({ accounts: [account, ...others] }: Pick<Config, "accounts">): Text {
  if (account === undefined) return sandbox;
  return others.length === 0 ? one(account) : several([account, ...others]);
}

const sandbox: Text = {
  en: "SANDBOX: no SSS credentials are set, so this is a made-up account in memory; nothing here is real.",
  ja: "サンドボックス: SSSの認証情報が設定されていないため、メモリ上の架空のアカウントです。実際のサービスには影響しません。",
};

function one({ sssUrl, description }: Account): Text {
  const more =
    description === undefined ? { en: "", ja: "" } : { en: ` (${description})`, ja: `（${description}）` };
  return {
    en: `REAL SERVICE: everything done here is done to the account at ${sssUrl}${more.en}.`,
    ja: `実サービス: ここでの操作はすべて ${sssUrl} のアカウント${more.ja}に反映されます。`,
  };
}

function several(accounts: readonly Account[]): Text {
  const count = accounts.length;
  return {
    en: `REAL SERVICE: everything done here is done to one of ${count} accounts, and each call names which: ${accounts
      .map(({ name, sssUrl }) => `${name} (at ${sssUrl})`)
      .join(", ")}.`,
    ja: `実サービス: ${count}つのアカウントがあり、操作は指定したアカウントに反映されます: ${accounts
      .map(({ name, sssUrl }) => `${name}（${sssUrl}）`)
      .join("、")}。`,
  };
}
