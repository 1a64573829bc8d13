import type { Text } from "../../../tools/operation.ts";
import { plain } from "../../gate/plain.ts";
import { type Block, type Pairs, cut, literal, moment, plainSection, section } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import { accountLabel } from "../views/about-account.ts";
import type { Language } from "../views/language.ts";
import { type Listing, aligned, listing } from "../views/listing.ts";
import {
  type ApprovalRequest,
  deadlineOf,
  descriptionIn,
  partsOf,
  timeOf,
} from "../../gate/approval-request.ts";

/** What an approval request is shown with. */
export interface RequestOptions {
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The account that it waits for, where there are several. */
  readonly account?: string;
}

/** A request in two lines of mrkdwn: what the service says of it, and until when it can be answered. */
export function lineOf(asked: ApprovalRequest, options: RequestOptions): string {
  const { language, account } = options;
  const where = account === undefined ? "" : `${literal(account)}: `;
  const title = `${where}*${literal(plain(asked.service ?? "-"))}* ${literal(cut(descriptionIn(asked, language), mostInLine))}`;
  return `${title}\n${texts.deadline[language]}: ${deadlineIn(asked, options)}`;
}

/** What the service says of it, in the reader's language where it says so. */
export function descriptionOf(asked: ApprovalRequest, language: Language): Listing {
  const words = descriptionIn(asked, language);
  const shown = cut(words, mostDescribed);
  return { blocks: shown === "" ? [] : [plainSection(shown)], isWhole: shown === words };
}

/** Who asks whom, since when and until when, in mrkdwn. */
export function aboutOf(asked: ApprovalRequest, options: RequestOptions): Pairs {
  const { language, account } = options;
  const { request_user_id, approver_type, approver_id, registered_time } = asked;
  return [
    ...(account === undefined ? [] : [[accountLabel[language], literal(account)] as const]),
    [texts.requester[language], literal(plain(request_user_id ?? "-"))],
    [texts.approver[language], literal(plain(`${approver_type ?? "-"} ${approver_id ?? ""}`))],
    [texts.registered[language], shownTime(registered_time)],
    [texts.deadline[language], deadlineIn(asked, options)],
  ];
}

function deadlineIn(asked: ApprovalRequest, { language, now }: RequestOptions): string {
  return `${shownTime(asked.approval_deadline)}${leftOf(asked, language, now)}`;
}

function shownTime(time: unknown): string {
  const at = timeOf(time);
  return at === undefined ? literal(plain(time ?? "-")) : moment(at);
}

/** How long there is left to answer, in whole days, hours or minutes. */
function leftOf(asked: ApprovalRequest, language: Language, now: number): string {
  const leftMs = (deadlineOf(asked) ?? Number.NaN) - now;
  if (!(leftMs > 0) || asked.status !== "registered") return "";
  const [unit, unitMs] = units.find(([, ms]) => leftMs >= 2 * ms) ?? units[2];
  const count = String(Math.floor(leftMs / unitMs));
  return filled(texts.left[language], { left: filled(left[unit][language], { count }) });
}

/** What to say of a deadline that is near or over while the request still waits. */
export function warningsOf(asked: ApprovalRequest, { language, now }: RequestOptions): readonly Block[] {
  const leftMs = (deadlineOf(asked) ?? Number.NaN) - now;
  if (asked.status !== "registered" || !(leftMs < dayMs)) return [];
  return [section(`*${(leftMs > 0 ? texts.near : texts.past)[language]}*`)];
}

/** What would be called once it is approved: method, path and body of each call, to the end. */
export function calledOf(
  { actions: called = [] }: ApprovalRequest,
  language: Language,
  room: number,
): Listing {
  if (called.length === 0) return { blocks: [], isWhole: true };
  const lines = called.flatMap((action, index) => [
    ...(called.length > 1 ? [`${index + 1}/${called.length}`] : []),
    ...aligned(partsOf(action, language)),
  ]);
  const { blocks, isWhole } = listing(lines, room);
  return { blocks: [section(`*${texts.actions[language]}*`), ...blocks], isWhole };
}

const dayMs = 86_400_000;
const mostDescribed = 2_000;
const mostInLine = 300;

const units = [
  ["days", dayMs],
  ["hours", dayMs / 24],
  ["minutes", 60_000],
] as const;

const left = {
  days: { en: "in {count} days", ja: "あと{count}日" },
  hours: { en: "in {count} hours", ja: "あと{count}時間" },
  minutes: { en: "in {count} min", ja: "あと{count}分" },
} as const satisfies Record<string, Text>;

const texts = {
  left: { en: " ({left})", ja: "（{left}）" },
  requester: { en: "Requested by", ja: "申請者" },
  approver: { en: "To be approved by", ja: "承認者" },
  registered: { en: "Requested", ja: "申請日時" },
  deadline: { en: "Deadline", ja: "回答期限" },
  near: { en: "Less than 24 hours are left to answer.", ja: "回答期限まで24時間を切りました。" },
  past: { en: "The deadline has passed.", ja: "回答期限を過ぎています。" },
  actions: { en: "What will be called once it is approved", ja: "承認されると実行される内容" },
} as const satisfies Record<string, Text>;
