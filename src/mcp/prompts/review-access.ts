import { lookups } from "../../../tools/lookup.ts";
import type { Prompt } from "./prompt.ts";

export const reviewAccess: Prompt = {
  name: "review_access",
  title: { en: "Review who can do what", ja: "アクセス権の棚卸し" },
  description: {
    en: "Go through the users of a contract with their types, tenants, IAM groups and roles, and point out what stands out.",
    ja: "契約のユーザーの種別、テナント、IAMグループ、ロールを確認し、気になる点を挙げます。",
  },
  arguments: [
    {
      name: "contract",
      title: {
        en: "Contract, by id or name (default: own)",
        ja: "契約のIDまたは名前（省略すると自分の契約）",
      },
      lookup: lookups.contract,
    },
  ],
  steps: [
    {
      does: { en: "Get the whole matrix of users and rights.", ja: "ユーザーと権限の一覧を取得します。" },
      operation: "access_report",
      input: { contract_id: "{contract}" },
    },
    {
      does: {
        en: "Look up what each IAM role in it permits.",
        ja: "各IAMロールで許可される操作を確認します。",
      },
      operation: "list_iam_roles",
      input: { contract_id: "{contract}" },
    },
  ],
  notes: [
    {
      en: "Report: super users and the owner; users of other contracts; users with no tenant; roles that permit everything; what could not be read. Propose changes, and make none.",
      ja: "報告する項目：管理ユーザーと契約代表ユーザー、他契約のユーザー、テナントのないユーザー、すべてを許可するロール、読み取れなかったもの。変更は提案にとどめ、実行しないでください。",
    },
    {
      en: "The same as a table for spreadsheets: resource sss://reports/access/{contract_id}.csv.",
      ja: "表計算ソフト用の表：リソース sss://reports/access/{contract_id}.csv",
    },
  ],
};
