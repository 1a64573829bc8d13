import type { Role, Text } from "../../tools/operation.ts";
import type { Cell } from "../../src/gate/table.ts";
import type { exitCodes } from "../../src/terminal/call.ts";

/** Who SSS lets do an operation. */
export const roleWords: Readonly<Record<Role, Text>> = {
  any: { en: "any", ja: "全ユーザー" },
  super_user: { en: "super user", ja: "契約代表ユーザー、管理ユーザー" },
  partner: { en: "partner", ja: "パートナーのユーザー" },
};

/** Where a ticket can be answered beside the requester's client. */
export const doorWords: Readonly<Record<Cell["door"], Text>> = {
  none: { en: "none", ja: "窓口なし" },
  terminal: { en: "terminal", ja: "ターミナル" },
  page: { en: "page", ja: "ページ" },
  slack: { en: "slack", ja: "Slack" },
};

/** Whose consent the policy wants. */
export const policyWords: Readonly<Record<Cell["policy"], Text>> = {
  self: { en: "self", ja: "本人" },
  second: { en: "second", ja: "別の人" },
  denied: { en: "denied", ja: "拒否" },
};

/** What the requester's client can be asked by. */
export const clientWords: Readonly<Record<Cell["client"], Text>> = {
  none: { en: "none", ja: "なし" },
  form: { en: "form", ja: "フォーム" },
  url: { en: "url", ja: "URL" },
  both: { en: "both", ja: "両方" },
  lying: { en: "lying", ja: "偽る" },
};

/** What has to happen before a call runs. */
export const runWords: Readonly<Record<Exclude<Cell["runs"], "never">, Text>> = {
  "at once": { en: "at once", ja: "すぐに実行" },
  "after the typed name": { en: "after the typed name", ja: "名前の入力後" },
  "after a yes": { en: "after a yes", ja: "「はい」の回答後" },
  "after another person": { en: "after another person", ja: "別の人の承認後" },
};

/** How a call from the terminal ends. */
export const endingWords: Readonly<Record<keyof typeof exitCodes, Text>> = {
  done: { en: "done", ja: "完了" },
  failed: { en: "failed", ja: "失敗" },
  usage: { en: "usage: not called, as the words do not fit", ja: "使い方の誤り（呼び出していません）" },
  denied: { en: "denied: nothing reached SSS", ja: "拒否（SSSには何も送っていません）" },
  unknown: { en: "unknown: it may have taken effect", ja: "結果不明（実行された可能性があります）" },
  pending: { en: "pending: it waits for somebody's answer", ja: "回答待ち" },
};
