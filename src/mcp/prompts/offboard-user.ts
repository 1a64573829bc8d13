import { lookups } from "../../../tools/lookup.ts";
import type { Prompt } from "./prompt.ts";

export const offboardUser: Prompt = {
  name: "offboard_user",
  title: { en: "Offboard a user", ja: "ユーザーのオフボーディング" },
  description: {
    en: "Find every role, group and approval of a user who leaves, take them away, and delete the user.",
    ja: "離れるユーザーのロール、グループ、許可リクエストを調べ、すべて外してからユーザーを削除します。",
  },
  arguments: [
    {
      name: "user",
      title: { en: "User, by id, login ID or e-mail", ja: "ユーザーのID、ログインID、またはメールアドレス" },
      required: true,
      lookup: lookups.user,
    },
  ],
  steps: [
    {
      does: {
        en: "Show the user. Ask the person whether this is who they mean.",
        ja: "ユーザーを表示し、対象が正しいか本人に確認します。",
      },
      operation: "get_user",
      input: { user_id: "{user}" },
    },
    {
      does: {
        en: "List the open approval requests, and tell which of them this user raised: they stay open, as nobody else can withdraw them.",
        ja: "未回答の許可リクエストを一覧し、このユーザーが申請したものを報告します。他の人は取り下げられないため残ります。",
      },
      operation: "list_approval_requests",
      input: { status: "registered" },
    },
    {
      does: {
        en: "Offboard them: the question that the person is asked lists every group and role that goes.",
        ja: "オフボーディングを実行します。確認画面に、外すグループとロールがすべて表示されます。",
      },
      operation: "offboard_user",
      input: { user_id: "{user}" },
    },
  ],
  notes: [
    {
      en: "A deleted user does not come back. If it stopped on the way, say which steps were done and which were not.",
      ja: "削除したユーザーは元に戻せません。途中で止まった場合は、実行済みの手順と未実行の手順を報告してください。",
    },
  ],
};
