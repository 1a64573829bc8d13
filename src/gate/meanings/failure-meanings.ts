import type { FailureCode } from "../outcome.ts";
import type { Meaning } from "./meanings.ts";

const tellAdmin = { en: "Tell whoever runs this server.", ja: "サーバーの管理者に連絡してください。" };
const lookFirst = {
  en: "After a change, look at the target first; otherwise run it again.",
  ja: "変更の場合は、先に対象の状態を確認してください。参照の場合は、もう一度実行してください。",
};

/** What each failure means: of a call that was not done, or of a change of which nobody knows. */
export const failureMeanings: Readonly<Record<FailureCode, Meaning>> = {
  invalid_request: {
    what: { en: "The input does not fit.", ja: "入力内容が正しくありません。" },
    next: { en: "Correct it and run it again.", ja: "修正して、もう一度実行してください。" },
  },
  unauthenticated: {
    what: {
      en: "SSS does not accept this server's API key.",
      ja: "SSSがこのサーバーのAPIキーを受け付けません。",
    },
    next: tellAdmin,
  },
  forbidden: {
    what: {
      en: "The account this server runs on may not do it.",
      ja: "このサーバーが使うアカウントには、この操作の権限がありません。",
    },
    next: {
      en: "Ask the contract owner for the IAM role or user type it needs.",
      ja: "必要なIAMロールまたはユーザー種別の付与を、契約代表ユーザーに依頼してください。",
    },
  },
  not_found: {
    what: { en: "What it names does not exist.", ja: "指定されたものは存在しません。" },
    next: {
      en: "List the resource and use an id that it shows.",
      ja: "一覧で確認し、表示されたIDを指定してください。",
    },
  },
  method_not_allowed: {
    what: {
      en: "SSS does not offer this operation here.",
      ja: "接続先のSSSでは、この操作は提供されていません。",
    },
    next: {
      en: "Have whoever runs this server check the API version and the region.",
      ja: "APIバージョンとリージョンの確認を、サーバーの管理者に依頼してください。",
    },
  },
  conflict: {
    what: { en: "It conflicts with the present state.", ja: "現在の状態と矛盾するため、実行できません。" },
    next: {
      en: "Look at the target, then decide again.",
      ja: "対象の状態を確認して、あらためて判断してください。",
    },
  },
  rate_limited: {
    what: { en: "SSS was called too often.", ja: "SSSの呼び出し回数の上限に達しました。" },
    next: { en: "Wait a moment, then run it again.", ja: "少し待ってから、もう一度実行してください。" },
  },
  upstream_error: {
    what: { en: "SSS had an error of its own.", ja: "SSS側でエラーが発生しました。" },
    next: lookFirst,
  },
  unreachable: {
    what: { en: "SSS cannot be reached.", ja: "SSSに接続できません。" },
    next: {
      en: "Try again later. If it lasts, tell whoever runs this server.",
      ja: "時間をおいて再度お試しください。続く場合は、サーバーの管理者に連絡してください。",
    },
  },
  timeout: {
    what: { en: "SSS did not answer in time.", ja: "SSSから時間内に応答がありませんでした。" },
    next: lookFirst,
  },
  connection_lost: {
    what: { en: "The connection to SSS broke off.", ja: "SSSとの通信が途中で切れました。" },
    next: lookFirst,
  },
  answer_too_large: {
    what: { en: "The answer is too large.", ja: "応答が大きすぎます。" },
    next: { en: "Narrow it down with more arguments.", ja: "引数を加えて絞り込んでください。" },
  },
  invalid_answer: {
    what: { en: "SSS gave an answer nobody expects.", ja: "SSSから想定外の応答がありました。" },
    next: lookFirst,
  },
  aborted: {
    what: { en: "It was called off.", ja: "実行が中断されました。" },
    next: lookFirst,
  },
  ambiguous: {
    what: { en: "Several things match.", ja: "複数のものが一致しました。" },
    next: {
      en: "Run it again with the id of one of the candidates.",
      ja: "候補のうち1つのIDを指定して、もう一度実行してください。",
    },
  },
  not_stored: {
    what: {
      en: "The new API key pair could not be stored on the server.",
      ja: "新しいAPIキーをサーバーに保存できませんでした。",
    },
    next: {
      en: "Tell whoever runs this server at once: it must keep running until the store is mended and the pair reissued.",
      ja: "至急サーバーの管理者に連絡してください。保存先の復旧と再発行が済むまで、サーバーを停止しないでください。",
    },
  },
  target_moved: {
    what: {
      en: "The target, or what hangs on it, has changed since the question was asked.",
      ja: "依頼のあとで、対象またはそれに関わるものの状態が変わりました。",
    },
    next: {
      en: "Look at what changed, then run it again if it is still wanted.",
      ja: "変更点を確認し、必要な場合はもう一度実行してください。",
    },
  },
  partly_done: {
    what: {
      en: "It stopped partway: some steps were done, the rest were not sent.",
      ja: "途中で止まりました。一部の手順は実行済みで、残りは送信していません。",
    },
    next: {
      en: "See which steps were done; a new call plans what is left.",
      ja: "実行済みの手順を確認してください。もう一度実行すると、残りの手順だけが計画されます。",
    },
  },
  state_unwritable: {
    what: {
      en: "The answer would hold a secret, and the server has no place to keep it.",
      ja: "応答に秘密情報が含まれますが、サーバーに保存できません。",
    },
    next: tellAdmin,
  },
  store_unusable: {
    what: { en: "The server's store cannot be used.", ja: "サーバーのデータ保存先が使えません。" },
    next: tellAdmin,
  },
  internal: {
    what: { en: "Something failed inside this server.", ja: "このサーバーの内部でエラーが発生しました。" },
    next: tellAdmin,
  },
};
