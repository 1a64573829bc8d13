import type { DeniedCode } from "../outcome.ts";
import type { Meaning } from "./meanings.ts";

const again = { en: "Run it again if it is still wanted.", ja: "必要な場合は、もう一度実行してください。" };
const askAdmin = {
  en: "If you need it, ask whoever runs this server.",
  ja: "必要な場合は、サーバーの管理者にご相談ください。",
};
const asItIs = {
  en: "A new one asks anew, about how things are now.",
  ja: "もう一度実行すると、現在の状態であらためて確認します。",
};

/** What each refusal of the gate means. In every case nothing was done. */
export const refusalMeanings: Readonly<Record<DeniedCode, Meaning>> = {
  read_only: {
    what: {
      en: "This server only reads; it refuses every change.",
      ja: "このサーバーは参照専用で、変更の操作はできません。",
    },
    next: askAdmin,
  },
  operation_denied: {
    what: {
      en: "The policy refuses this operation.",
      ja: "ポリシーにより、この操作は許可されていません。",
    },
    next: askAdmin,
  },
  not_from_slack: {
    what: {
      en: "The policy keeps this operation out of Slack.",
      ja: "ポリシーにより、この操作はSlackから実行も承認もできません。",
    },
    next: { en: "Do it on the server's terminal.", ja: "サーバーのターミナルから操作してください。" },
  },
  frozen: {
    what: {
      en: "There is a freeze: no changes until it ends.",
      ja: "変更凍結期間中のため、変更の操作はできません。",
    },
    next: {
      en: "Wait for its end, or ask whoever runs this server.",
      ja: "期間の終了を待つか、サーバーの管理者にご相談ください。",
    },
  },
  too_many_destroys: {
    what: {
      en: "You have deleted much in a short time, so that it now takes a second person.",
      ja: "短時間に削除などの操作が続いたため、別の人の承認が必要になりました。",
    },
    next: {
      en: "Wait a while, or run it again to have an approver asked.",
      ja: "しばらく待つか、もう一度実行して承認者に依頼してください。",
    },
  },
  too_many_calls: {
    what: {
      en: "You have done this often in a short time, so that it now takes a second person.",
      ja: "短時間に同じ操作が続いたため、別の人の承認が必要になりました。",
    },
    next: {
      en: "Wait a while, or run it again to have an approver asked.",
      ja: "しばらく待つか、もう一度実行して承認者に依頼してください。",
    },
  },
  no_approver: {
    what: {
      en: "It takes a second person, and the policy names nobody beside you.",
      ja: "別の人の承認が必要ですが、あなた以外に承認者が登録されていません。",
    },
    next: {
      en: "Have whoever runs this server name an approver in the policy file.",
      ja: "ポリシーファイルへの承認者の追加を、サーバーの管理者に依頼してください。",
    },
  },
  cannot_ask: {
    what: {
      en: "It takes your consent, and there is no way to ask you.",
      ja: "確認が必要ですが、確認する方法がありません。",
    },
    next: {
      en: "Run it in Slack or on the server's terminal.",
      ja: "Slackかサーバーのターミナルから実行してください。",
    },
  },
  no_door: {
    what: {
      en: "It takes a second person's consent, and there is no place to ask for it.",
      ja: "別の人の承認が必要ですが、承認を依頼する場所が設定されていません。",
    },
    next: {
      en: "Have whoever runs this server set a channel for approvals.",
      ja: "承認用チャンネルの設定を、サーバーの管理者に依頼してください。",
    },
  },
  guarded: {
    what: {
      en: "A safety rule of this server forbids it.",
      ja: "このサーバーの安全のための規則により禁止されています。",
    },
    next: {
      en: "The rule cannot be switched off. If it has to be done, do it in the portal.",
      ja: "この規則は無効にできません。必要な場合は、ポータルで操作してください。",
    },
  },
  secret_argument: {
    what: {
      en: "A secret was given, and secrets are not handled here.",
      ja: "秘密情報はここでは受け付けられません。",
    },
    next: {
      en: "Leave it out: where SSS needs one, it makes one. To choose one, enter it in the console's form.",
      ja: "省略してください。必要な場合はSSSが自動で作成します。指定する場合は、コンソールのフォームで入力してください。",
    },
  },
  not_confirmed: {
    what: { en: "It was not confirmed.", ja: "確認されませんでした。" },
    next: again,
  },
  wrong_name: {
    what: { en: "The name that was typed is not the target's.", ja: "入力された名前が対象と一致しません。" },
    next: {
      en: "Run it again and type the name exactly as it is shown.",
      ja: "もう一度実行し、表示されたとおりに名前を入力してください。",
    },
  },
  not_yours: {
    what: { en: "It is somebody else's request.", ja: "ほかの人の依頼です。" },
    next: {
      en: "Only whoever asked, or an approver, can answer it.",
      ja: "回答できるのは、依頼者本人か承認者だけです。",
    },
  },
  own_request: {
    what: { en: "Nobody approves their own request.", ja: "自分の依頼を自分で承認することはできません。" },
    next: { en: "A second person has to answer it.", ja: "ほかの承認者に回答を依頼してください。" },
  },
  not_an_approver: {
    what: { en: "You are not an approver.", ja: "あなたは承認者として登録されていません。" },
    next: {
      en: "An approver of the policy has to answer it.",
      ja: "登録されている承認者が回答する必要があります。",
    },
  },
  policy_changed: {
    what: {
      en: "The policy or the account has changed since the question was asked.",
      ja: "依頼のあとで、ポリシーまたは接続先のアカウントが変わりました。",
    },
    next: asItIs,
  },
  ticket_unknown: {
    what: { en: "This request is not known here.", ja: "この依頼は見つかりません。" },
    next: again,
  },
  ticket_used: {
    what: { en: "This request was answered already.", ja: "この依頼には、すでに回答されています。" },
    next: {
      en: "Look at the target to see what was done, before you run it again.",
      ja: "もう一度実行する前に、対象の状態を確認してください。",
    },
  },
  ticket_denied: {
    what: { en: "The request was denied.", ja: "依頼は却下されました。" },
    next: {
      en: "Talk to whoever denied it before you ask again.",
      ja: "再度依頼する前に、却下した人に確認してください。",
    },
  },
  ticket_cancelled: {
    what: { en: "The request was cancelled.", ja: "依頼は取り消されました。" },
    next: again,
  },
  ticket_expired: {
    what: { en: "The request has expired.", ja: "依頼は期限切れになりました。" },
    next: again,
  },
  ticket_mismatch: {
    what: {
      en: "The answer belongs to another call: the arguments or the requester differ.",
      ja: "引数または依頼者が異なるため、別の操作への回答です。",
    },
    next: asItIs,
  },
  not_undoable: {
    what: { en: "This cannot be undone.", ja: "この操作は元に戻せません。" },
    next: {
      en: "Look at the target; what is needed may be done with other operations.",
      ja: "対象の状態を確認し、必要な場合はほかの操作で対応してください。",
    },
  },
  already_undone: {
    what: { en: "There is nothing left to undo.", ja: "すでに元に戻されているか、元に戻す手続き中です。" },
    next: {
      en: "Look at the target before you do anything else.",
      ja: "まず対象の状態を確認してください。",
    },
  },
};
