import { lookups } from "../../../tools/lookup.ts";
import type { Prompt } from "./prompt.ts";

export const onboardUser: Prompt = {
  name: "onboard_user",
  title: { en: "Onboard a user", ja: "ユーザーの受け入れ" },
  description: {
    en: "Create a user, give them roles on tenants, and put them into IAM groups.",
    ja: "ユーザーを作成し、テナントのロールを付与して、IAMグループに加えます。",
  },
  arguments: [
    {
      name: "login_id",
      title: { en: "Login ID of the new user", ja: "新しいユーザーのログインID" },
      required: true,
    },
    { name: "mail_address", title: { en: "Their e-mail address", ja: "メールアドレス" }, required: true },
    {
      name: "contract",
      title: {
        en: "Contract, by id or name (default: own)",
        ja: "契約のIDまたは名前（省略すると自分の契約）",
      },
      lookup: lookups.contract,
    },
    {
      name: "iam_groups",
      title: { en: "IAM groups, with commas between", ja: "IAMグループ（カンマ区切り）" },
      isMany: true,
      lookup: lookups.iamGroup,
    },
    {
      name: "tenants",
      title: { en: "Tenants, with commas between", ja: "テナント（カンマ区切り）" },
      isMany: true,
      lookup: lookups.tenant,
    },
  ],
  steps: [
    {
      does: {
        en: "Create the user. SSS makes a password and mails it to them; keep the user_id of the answer.",
        ja: "ユーザーを作成します。パスワードはSSSが生成し、本人にメールします。回答の user_id を控えてください。",
      },
      operation: "create_user",
      input: {
        login_id: "{login_id}",
        mail_address: "{mail_address}",
        notify_password: true,
        contract_id: "{contract}",
      },
    },
    {
      does: { en: "Give them the role on the tenant.", ja: "テナントのロールを付与します。" },
      operation: "create_role",
      input: { tenant_id: "{tenants}", user_id: "(user_id of step 1)" },
      for: "tenants",
    },
    {
      does: {
        en: "Look at the user, and tell what they have now and whether api_availability is true.",
        ja: "ユーザーを参照し、現在の状態と、api_availability が true かどうかを報告します。",
      },
      operation: "get_user",
      input: { user_id: "(user_id of step 1)" },
    },
    {
      does: {
        en: "Put them into the IAM group, once api_availability is true. A new user starts without it: have the person switch it on in the portal first.",
        ja: "api_availability が true であれば、IAMグループに加えます。新しいユーザーでは false のため、先にポータルで有効にするよう本人に依頼してください。",
      },
      operation: "assign_user_to_iam_group",
      input: { iam_group_id: "{iam_groups}", user_id: "(user_id of step 1)" },
      for: "iam_groups",
    },
  ],
  notes: [
    {
      en: "A login ID can never be used again, not even after a deletion: have the person check it first.",
      ja: "ログインIDは削除後も再利用できません。作成前に本人に確認してもらってください。",
    },
  ],
};
