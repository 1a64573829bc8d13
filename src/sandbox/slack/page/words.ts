import type { Text } from "../../../../tools/operation.ts";

/** What the page itself says; everything else on it is said by the app or by Slack. */
export const words = {
  banner: {
    en: "This is a stand-in for Slack on your own machine. Nothing leaves it.",
    ja: "これは手元のマシンで動く Slack の代役です。外部には何も送信しません。",
  },
  navigation: { en: "Places", ja: "移動先" },
  channels: { en: "Channels", ja: "チャンネル" },
  app: { en: "App", ja: "アプリ" },
  directMessages: { en: "Direct messages", ja: "ダイレクトメッセージ" },
  home: { en: "App Home", ja: "アプリホーム" },
  emptyHome: {
    en: "The app has not published anything here yet.",
    ja: "アプリはまだ何も表示していません。",
  },
  person: { en: "You are", ja: "操作する人" },
  switchPerson: { en: "Switch", ja: "切り替え" },
  command: { en: "Command or message", ja: "コマンドまたはメッセージ" },
  send: { en: "Send", ja: "送信" },
  shortcuts: { en: "Shortcuts", ja: "ショートカット" },
  refresh: { en: "Show what is new", ja: "最新の状態を表示" },
  noMessages: { en: "No messages yet.", ja: "メッセージはまだありません。" },
  onlyYou: { en: "Only visible to you", ja: "あなただけに表示されています" },
  edited: { en: "(edited)", ja: "(編集済み)" },
  inThread: { en: "in a thread", ja: "スレッド内" },
  optional: { en: "(optional)", ja: "(任意)" },
  choose: { en: "Choose", ja: "選択" },
  search: { en: "Search", ja: "検索" },
  searchFor: { en: "Search for", ja: "検索語" },
  nothingFound: {
    en: "Nothing to choose from yet. Search first.",
    ja: "まだ候補がありません。先に検索してください。",
  },
  nothingChosen: { en: "Nothing chosen", ja: "未選択" },
  cancel: { en: "Cancel", ja: "キャンセル" },
  yes: { en: "Yes", ja: "はい" },
  noFiles: { en: "Files cannot be tried out here.", ja: "ここではファイルを試せません。" },
  unknownBlock: { en: "This block is not shown here:", ja: "ここでは表示できないブロックです:" },
  image: { en: "Image:", ja: "画像:" },
  opens: { en: "opens", ja: "リンク先:" },
} as const satisfies Record<string, Text>;
