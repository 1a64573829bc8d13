import type { steps } from "../../src/gate/outcome.ts";

/** What to do next for each code, as {@link steps} say it to assistants, for those who read Japanese. */
export const stepsInJapanese: Readonly<Record<keyof typeof steps, string>> = {
  invalid_request: "入力を修正して、もう一度呼び出してください。",
  unauthenticated:
    "APIキーとAPIシークレットを確認してください。再発行すると、古いものはすぐに使えなくなります。",
  forbidden:
    "必要なIAMロールまたはユーザー種別の付与を、契約代表ユーザーに依頼してください。新しいユーザーは、そのままではAPIを使えません。",
  not_found: "一覧を参照し、表示されたIDで、もう一度呼び出してください。",
  method_not_allowed:
    "APIバージョンとリージョンを確認してください。接続先では、この操作は提供されていません。",
  conflict: "現在の状態を参照して、あらためて判断してください。",
  rate_limited: "エラーに示された時間だけ待ってから、もう一度呼び出してください。",
  upstream_error:
    "時間をおいて、もう一度実行してください。書き込みが実行された可能性がある場合は、先に参照してください。",
  unreachable: "アドレスとネットワークを確認してください。何も送信していません。",
  timeout: "書き込みの場合は、繰り返す前に参照してください。参照の場合は、もう一度呼び出してください。",
  connection_lost:
    "書き込みの場合は、繰り返す前に参照してください。参照の場合は、もう一度呼び出してください。",
  answer_too_large: "条件を加えて絞り込むか、応答の上限を上げてください。",
  invalid_answer:
    "アドレスがSSSのものであることを確認してください。書き込みの場合は、繰り返す前に参照してください。",
  aborted:
    "必要な場合は、もう一度呼び出してください。書き込みが実行された可能性がある場合は、先に参照してください。",
  ambiguous: "候補のうち1つのIDを指定して、もう一度呼び出してください。",
  not_stored: "このプロセスを停止せずに、ストアを復旧し、APIキーをもう一度再発行してください。",
  read_only: "サーバーの管理者は、SSS_OPS_READ_ONLY を外すことができます。",
  operation_denied: "サーバーの管理者は、SSS_OPS_DENY またはポリシーファイルで許可できます。",
  not_from_slack: "ポリシーファイルがSlackでの操作を禁じています。ほかの場所で回答または実行してください。",
  frozen: "凍結期間の終了を待つか、ポリシーファイルの変更を、サーバーの管理者に依頼してください。",
  too_many_destroys: "しばらく待つか、ポリシーファイルに登録された承認者に承認を依頼してください。",
  too_many_calls: "しばらく待つか、ポリシーファイルに登録された承認者に承認を依頼してください。",
  no_approver: "ポリシーファイルへの承認者の登録を、サーバーの管理者に依頼してください。",
  cannot_ask:
    "MCPのフォームによるelicitationに対応したクライアントを使うか、人が `sss-ops call` で実行するか、Slackを接続するか、SSS_OPS_DOORS=terminal を設定してください。",
  no_door:
    "承認者が回答できるように、Slackの接続または SSS_OPS_DOORS=terminal の設定を、サーバーの管理者に依頼してください。",
  guarded: "この規則は無効にできません。必要な場合は、ポータルで操作してください。",
  secret_argument:
    "省略してください。SSSに必要なものは自動で作成されます。自分で決める場合は、人がコンソールのフォームで入力するか、ターミナルで `sss-ops call` を実行してください。",
  not_confirmed: "本人が求めない限り、繰り返さないでください。もう一度呼び出すと、あらためて確認します。",
  wrong_name:
    "もう一度呼び出すと、あらためて確認します。表示されたとおりに、人が名前を入力する必要があります。",
  not_yours: "回答できるのは、依頼者本人か承認者だけです。",
  own_request: "別の人が回答する必要があります。",
  not_an_approver: "ポリシーファイルに登録された承認者に、回答を依頼してください。",
  policy_changed: "もう一度呼び出すと、あらためて確認します。",
  ticket_unknown: "もう一度呼び出すと、あらためて確認します。",
  ticket_used: "対象を参照し、実行された内容を確認してください。もう一度呼び出すと、あらためて確認します。",
  ticket_denied: "却下されました。本人が求めない限り、繰り返さないでください。",
  ticket_cancelled: "もう一度呼び出すと、あらためて確認します。",
  ticket_expired: "もう一度呼び出すと、あらためて確認します。",
  ticket_mismatch: "意図した引数でもう一度呼び出すと、あらためて確認します。",
  not_undoable: "対象を参照してください。ほかの操作で対応できる場合があります。",
  already_undone: "対象とそのチケットを参照してください。繰り返さないでください。",
  target_moved: "変わった点を確認してください。もう一度呼び出すと、あらためて確認します。",
  partly_done: "実行済みの手順を確認してください。もう一度呼び出すと、残りだけが計画されます。",
  state_unwritable:
    "ディレクトリを書き込めるようにするか、SSS_OPS_STATE_DIR を設定してください。何も送信していません。",
  store_unusable: "メッセージに従ってストアを復旧してください。復旧するまで、書き込みは実行されません。",
  internal: "サーバーの管理者に連絡してください。",
};
