/** Words that mean the same to whoever administers an account. */
export interface Entry {
  /** What they mean. */
  readonly means: readonly string[];
  /** What somebody who looks for something may mean beside, the likeliest first. */
  readonly maybe: readonly string[];
  /** The words, in English and Japanese. Where several fit at a place of a text the longest counts. */
  readonly words: readonly string[];
}

// A line: what the words mean, after "?" what they may mean beside | the words in English | in Japanese.
const things = `
user | user, account, person, people, colleague, employee, member, staff, somebody, someone, anybody | ユーザー, ユーザ, アカウント, メンバー, 社員, 従業員, 担当者, さん, 氏, 人
user look ? list show | who, whose | 誰
user list look | everyone, everybody, who are, which people, which user | 全員, 誰と誰, 誰々, だれだれ
user look role ? show | who can see, who has access, who can use, who can access, who can enter | 使える人, 入れる人
tenant | tenant, project | テナント, プロジェクト
workspace | workspace | ワークスペース
contract | contract, subscription | 契約
contract list | resell | 再販
contract_group group | contract group | 契約グループ
iam_group group | iam group, permission group | iamグループ, 権限グループ
group | group | グループ
iam_role | iam role | iamロール
role | role, access, permission, right, privilege | ロール, アクセス権, アクセス, 権限
user_type | user type, super user, superuser, admin, administrator, admin right, ordinary user, normal user, promotion, sysadmin, administrative | ユーザー種別, ユーザ種別, 種別, 管理ユーザー, 管理者, 管理者権限, 管理権限, 一般ユーザー, 特権, 管理権, ユーザータイプ
owner contract | contract owner, owner, ownership, contract holder, contract representative | 契約代表ユーザー, 契約代表, 代表ユーザー, 代表者, オーナー, 契約者, 契約の代表, 代表の, 名義
owner look ? show | who own, owned by | 誰の契約
api_key | api key, api keypair, api key pair, key pair, keypair, access key, api secret, secret key, secret, credential, key | apiキー, アクセスキー, シークレット, 認証情報, キー, 鍵
api |  | api
password | password, passphrase, pw | パスワード, 暗証
mail | mail, e mail, email, mail address, email address, e mail address | メール, メールアドレス
login | login, login id, login name, username | ログインid, ログイン名
channel | channel | チャネル, チャンネル
customer | customer, end user, end customer, client | お客様, 顧客, エンドユーザー
customer_number | customer number | お客様番号
approval_request | approval request, connection request, request, approval | 許可リクエスト, 承認リクエスト, 承認依頼, 承認申請, 接続リクエスト, リクエスト, 申請
approval_request pending list | pending approval | 承認待ち, 許可待ち
transaction | transaction, async, asynchronous, job, in progress, progress, finish, complete | トランザクション, 非同期, 処理, 進捗, 終わった, 完了
menu | menu | メニュー
menu list look | which menu, list menu, what menu, menu item | 
notification | notification, notice, notify, news, maintenance mail, notification mail, failure mail, newsletter, subscribe, notification setting, notice setting, alert, announcement, mailing | 通知, お知らせ, お知らせメール, メール通知, 故障メール, 通知設定, アラート, 案内, 配信
bill | bill, billing, invoice, charge, cost, fee, pay, paid, price, spend, spent, expense, billed, spending, statement, usage fee | 請求, 請求書, 料金, 費用, コスト, 金額, 課金, 支払, 利用料, 請求額, 利用料金, 支払い, 利用額, ご利用, 月々
month | month, monthly | 月, 月額, 毎月, 先月, 今月, 月次
ticket | ticket | チケット
ticket ? approval_request | my request, own request, i asked, i ask for | 依頼
ticket pending list | waiting for confirmation, waits for confirmation, awaiting confirmation, waiting for consent | 確認待ち
automatic | auto, automatic, automatically | 自動, 勝手に
description | description, note, comment, remark | 説明, 説明文, 備考, コメント, メモ
name | name | 名前, 名称
rule | rule, permit, whitelist, api call | ルール, ホワイトリスト
child contract | child, sub contract | 子契約
report | report, matrix, review, audit, auditor, spreadsheet, cross table, entitlement, recertification | レポート, 棚卸し, 棚卸, 監査, 一覧表, マトリクス, マトリックス, 報告書, csv, 対応表, 権限表, 台帳
report role | who can do what, who may do what, who has which, who has what | 誰が何, だれが何, 誰がどの, 誰がどこ
deleted | including deleted, include deleted | 解約済み, 削除済み
`;

const deeds = `
add ? create | add | 追加, 増や
add | attach, assign, put, join, able to, associate, link, bind, include, connect, place | 入れ, 紐付け, 紐づけ, 割り当て, 割当, 配置, 使えるように, 入れるように, できるように, 結び, 加え, 参加, 許可を
add ? update | move, grant, give, let, allow, entitle | 移し, 移す, 移動, 付与, 付け, 与え, 許す
add into | into, add to, put in, member of | に入れ, に追加, へ追加, に所属させ, に紐付け, に割り当て, に移し, に移す, に配置, へ割り当て, へ移
add role | able to use, able to enter, needs to work in, need to work in, needs access | を使えるように, に入れるように, にアクセスできるように, を利用できるように
add ? role | should get, should have, should be in | 持たせ, 使わせたい
approve ? update | approve, accept, decide, answer | 承認, 許可, 回答
cancel ? remove undo |  | 取り消, 取消
cancel | cancel, withdraw, take back, forget, abort, call off, discard request | キャンセル, 取り下げ, 撤回, 中止, 取りやめ, やめて, 破棄して
create | create, new, register, set up, provision, issue, sign up, open, build, start, spin up, add new, add a new | 作成, 新規, 登録, 発行, 作って, 作りたい, 作る, 立ち上げ, 用意, 新しい, 新しく, 開設, 立てて, 立てる, 建て, 新設, 追加で作
delete | delete, drop, erase, destroy, get rid of, tear down, terminate, end, dissolve, close, discard, scrap, wipe, purge, shut down | 削除, 消す, 消し, 廃止, 抹消, 解約, 終了, 破棄, 消去, 除去, 捨て, 潰
deny ? update | deny, reject, decline, refuse | 却下, 拒否, 否認
each ? child | each, per contract, per customer, every customer, each customer | ごと, 別, 毎
find look | find, search, look up, lookup, look for, locate, identify, figure out | 検索, 探し, 探す, 引き, 調べ, 見つけ, 特定, さがし, どれ
from | from | から
into | to | へ, に
leave ? remove | offboard, leave, left, left the company, resign, departure, depart, retire, last day, fired, leaver, leaves, leaving, quit, went away, termination | 退職, 退社, 離任, 辞め, オフボーディング, 去っ, 離職, 退任, 退職者, いなくな
list look | list, all, every, overview, how many, enumerate, inventory, catalog, full list, summary | 一覧, リスト, すべて, 全て, 全部, 列挙, どんな, リストアップ, 洗い出, 網羅, 何個, 何人, 何件, いくつ
look ? list show find | see, what, which, are there, is there, exist, belong, show me, give me, tell me, let me see, i want to see, show my | 表示, 見せ, 見たい, 見る, 確認, 教えて, 知りたい, どの, いくら, ある, どうなって, 登録されている, 入っている, 持っている, 持って
look ? show | is, does, are, tell me about, describe, inspect, look at, check, print | ですか, でしょうか, 参照, 閲覧, チェック, 確かめ, 中を
look show | happen, happened to | どうなった, どうなりました
look list | any, some | 
parent ? create | under, below, beneath, parent, sub group, subgroup | の下, 親, 配下, 子グループ
pending list | pending, waiting, unanswered | 未回答, 保留, 待ち
remove ? delete | remove | 取り除
remove | detach, revoke, take away, take out, take, unassign, lose, strip, out of, must not, no longer, unlink, deprive, disassociate, pull, get out, leave group | 外し, 外す, 解除, 剥奪, 除外, 抜き, 抜く, 取り上げ, 入れない, 入れないように, できないように, はずし, はずす, 切り離, 奪, やめさせ, 脱退, 抜け
remove role | must not get into, must not enter, keep out, lock out | に入れないように, を使えないように, アクセスできないように, 使わせないように
remove ? role | should lose, should not have, should leave, kick out, kick, throw out, expel, ban | 追い出, 締め出
rotate ? update create | rotate, rotation, reissue, renew, regenerate, leak, refresh, compromised, expose, stolen | 再発行, ローテーション, 漏れ, 漏洩, 再生成, 流出, 再作成, 作り直
show look ? list | show, get, detail, info, information, view, display, status | 詳細, 中身, 情報, 内容, 状態
transfer ? update | transfer, hand over, hand, handover, reassign, give over, successor | 譲り, 譲渡, 移管, 交代, 引き継, 譲, 引き渡, 変わって, 後任, バトン
tree list look | tree, hierarchy, hierarchical | 階層, ツリー, 木構造
undo | undo, revert, roll back, rollback, restore, take it back, put it back, undone, go back | 元に戻, アンドゥ, 復元, 巻き戻, やり直, 取り消して元, 戻して, 戻したい, 元通り
update | update, change, edit, modify, set, correct, fix, reset, turn on, turn off, switch on, switch off, enable, disable, switch, stop, hide, mute, promote, demote, become, alter, adjust, replace, overwrite, make, turn into | 変更, 更新, 編集, 修正, 書き換え, 直し, 変え, 有効, 無効, オン, オフ, 止め, 停止, 切り替え, 使わせない, 昇格, 降格, にして, にする, を設定, に設定, 設定し, 届くように, 改め, 改訂, 訂正, 差し替え, 見直, 切替, 変える, 入れ替え
update name | rename | 改名
wait | wait | 待って, 待つ, 待機
? show | this one | この, その
 | any more, anymore | 
`;

/** The words of the field, beside those that stand in the operations themselves. */
export const glossary: readonly Entry[] = `${things}${deeds}`
  .split("\n")
  .filter((line) => line.includes("|"))
  .map(toEntry);

function toEntry(line: string): Entry {
  const [meanings = "", ...words] = line.split("|");
  const [means = "", maybe = ""] = meanings.split("?");
  return {
    means: listIn(means, " "),
    maybe: listIn(maybe, " "),
    words: words.flatMap((text) => listIn(text, ",")),
  };
}

function listIn(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** What says by its form what it is, and the words for it. */
export const forms: readonly (readonly [RegExp, string])[] = [
  [/\?/g, "what"],
  [/\becid\d+\b/g, "user this one"],
  [/\becon\d+\b/g, "contract"],
  [/\becgr\d+\b/g, "contract group this one"],
  [/\bch\d+\b/g, "channel"],
  [/\bws\d+\b/g, "workspace this one"],
  [/\bareq\w*\d\b/g, "approval request this one"],
  [/\btk_\w+/g, "ticket this one"],
  [/[^\s@]{1,64}@[^\s@]{1,255}\.[a-z]+/g, "user this one"],
];

/** A thing of the account in the plural: whoever writes it asks for several. */
export const plural =
  /\b(?:user|account|tenant|project|contract|group|role|channel|workspace|request|menu|ticket|type|notification|setting|member|administrator|admin)s\b/;

/** The meanings by which something is changed: a plural beside them asks for no list. */
export const changes = "create add update delete remove transfer rotate cancel undo leave".split(" ");

/** English words that say nothing of what is wanted. */
export const stopWords: ReadonlySet<string> = new Set(
  "a an the of in on at for by with is are was be been am i we you he she it they me us him her my our your his its their this that these those what which how do does did have has had and or not no any only more please pls can could should would will may must want need like there here one".split(
    " ",
  ),
);
