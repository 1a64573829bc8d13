import type { Operation, Text } from "../../../tools/operation.ts";
import { plain } from "../../gate/plain.ts";
import type { Ticket } from "../../gate/ticket.ts";
import {
  type Block,
  type Home,
  actions,
  context,
  header,
  literal,
  mention,
  moment,
  section,
  sectionWith,
} from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import {
  approveButton,
  cancelButton,
  confirmButton,
  denyButton,
  detailsButton,
} from "../tickets/ticket-buttons.ts";
import { labels } from "../tickets/ticket-labels.ts";
import { argumentsOf, requesterOf, titleOf } from "../tickets/ticket-parts.ts";
import { sentenceOf } from "../../gate/question.ts";
import { stateWordOf } from "../../gate/meanings/ticket-words.ts";
import { requestButtons } from "../requests/request-buttons.ts";
import { lineOf } from "../requests/request-parts.ts";
import type { ApprovalRequest } from "../../gate/approval-request.ts";
import { slash } from "../words/usage.ts";

/** What somebody's home tab shows. */
export interface HomeOptions {
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isApprover: boolean;
  /** Open tickets that they may approve. */
  readonly waitingForMe: readonly Ticket[];
  /** Approval requests of SSS that this account may decide. */
  readonly requests: readonly ApprovalRequest[];
  /** The account that one waits for, where there are several. */
  readonly accountOf?: (request: ApprovalRequest) => string | undefined;
  /** Their own that are open. */
  readonly mine: readonly Ticket[];
  /** What has ended, newest first. */
  readonly recent: readonly Ticket[];
  /** Operations that a press starts. */
  readonly quick: readonly Operation[];
}

/** The home tab: what waits for somebody, what they asked for, what happened, and what they often do. */
export function homeView(options: HomeOptions): Home {
  const { language, now, isApprover, waitingForMe, requests, mine, recent, quick } = options;
  const list = (heading: Text, tickets: readonly Ticket[], toBlocks: (ticket: Ticket) => readonly Block[]) =>
    listOf(heading, tickets, toBlocks, language);
  return {
    type: "home",
    blocks: [
      actions({ action: "home:refresh", value: "home", label: texts.refresh[language] }),
      context(`${texts.asOf[language]} ${moment(now)}`),
      ...(isApprover || waitingForMe.length > 0
        ? list(texts.waiting, waitingForMe, (ticket) => waitingBlocks(ticket, language))
        : []),
      ...requestBlocks(requests, options),
      ...list(texts.mine, mine, (ticket) => ownBlocks(ticket, language)),
      ...list(texts.recent, recent, (ticket) => [context(recentLine(ticket, language))]),
      ...quickBlocks(quick, language),
    ],
  };
}

/** The first of a list under their heading, and how many more there are. */
function listOf(
  heading: Text,
  tickets: readonly Ticket[],
  toBlocks: (ticket: Ticket) => readonly Block[],
  language: Language,
): readonly Block[] {
  const more = tickets.length - mostInList;
  const note = more > 0 ? filled(texts.more[language], { count: String(more) }) : undefined;
  return [
    header(`${heading[language]} (${tickets.length})`),
    ...tickets.slice(0, mostInList).flatMap(toBlocks),
    ...(tickets.length === 0 ? [context(texts.nothing[language])] : []),
    ...(note === undefined ? [] : [context(note)]),
  ];
}

/** A yes is given only where all of it is shown; a name is typed in a modal that shows it. */
function waitingBlocks(ticket: Ticket, language: Language): readonly Block[] {
  const listed = argumentsOf(ticket, language, roomInEntry);
  const canApprove = ticket.question.wanted === "name" || listed.isWhole;
  return [
    section(
      `${summaryOf(ticket, language)}\n${labels.requester[language]}: ${requesterOf(ticket, language)}`,
    ),
    ...listed.blocks,
    actions(
      ...(canApprove ? [approveButton(ticket, language)] : []),
      denyButton(ticket, language),
      detailsButton(ticket, language),
    ),
  ];
}

/** They are answered where all of what they ask for is shown. */
function requestBlocks(
  requests: readonly ApprovalRequest[],
  { language, now, accountOf = () => undefined }: HomeOptions,
): readonly Block[] {
  if (requests.length === 0) return [];
  return [
    header(`${texts.requests[language]} (${requests.length})`),
    ...requests.slice(0, mostRequests).map((request) => {
      const account = accountOf(request);
      const details = requestButtons(request, false, language, account).find(
        ({ action }) => action === "request:details",
      );
      const about = account === undefined ? {} : { account };
      const line = lineOf(request, { language, now, ...about });
      return details === undefined ? section(line) : sectionWith(line, details);
    }),
    context(texts.allRequests[language]),
  ];
}

function ownBlocks(ticket: Ticket, language: Language): readonly Block[] {
  const isTyped = ticket.consent === "self" && ticket.question.wanted === "name";
  return [
    section(summaryOf(ticket, language)),
    actions(...(isTyped ? [confirmButton(ticket, language)] : []), cancelButton(ticket, language)),
  ];
}

function summaryOf(ticket: Ticket, language: Language): string {
  const expires = `${labels.expires[language]}: ${moment(ticket.expiresAt)}`;
  return `*${literal(titleOf(ticket, language))}*\n${literal(sentenceOf(ticket, language))}\n${expires}`;
}

function recentLine(ticket: Ticket, language: Language): string {
  const { account, endedAt, decided, createdAt, question, requester } = ticket;
  const at = moment(endedAt ?? decided?.at ?? createdAt);
  const what = `*${stateWordOf(ticket, language)}*: ${literal(titleOf(ticket, language))}`;
  const where = account === undefined ? [] : [literal(account)];
  return [at, ...where, what, literal(plain(question.name)), mention(requester.principal)].join(" · ");
}

function quickBlocks(operations: readonly Operation[], language: Language): readonly Block[] {
  const buttons = operations.slice(0, mostInList).map(({ name, title, summary }) =>
    sectionWith(`*${literal(title[language])}*\n${literal(summary[language])}`, {
      action: "home:run",
      value: name,
      label: texts.run[language],
    }),
  );
  return buttons.length === 0 ? [] : [header(texts.quick[language]), ...buttons];
}

/** Of everything so few that the tab stays below its hundred blocks. */
const mostInList = 10;
const mostRequests = 3;
const roomInEntry = 1_000;

const texts = {
  refresh: { en: "Refresh", ja: "更新" },
  asOf: { en: "As of", ja: "更新日時:" },
  waiting: { en: "Waiting for you", ja: "あなたの承認待ち" },
  requests: { en: "SSS approval requests", ja: "SSSの許可リクエスト（回答待ち）" },
  allRequests: {
    en: `Answer on the card, or with \`${slash} approval approve\`. All of them: \`${slash} approval list status=registered\``,
    ja: `回答はカード、または \`${slash} approval approve\` で行います。すべて表示: \`${slash} approval list status=registered\``,
  },
  mine: { en: "Your requests", ja: "あなたの依頼" },
  recent: { en: "Recent activity", ja: "最近の操作" },
  quick: { en: "Quick actions", ja: "クイック操作" },
  nothing: { en: "Nothing at the moment.", ja: "現在はありません。" },
  more: { en: "and {count} more", ja: "ほか{count}件" },
  run: { en: "Start", ja: "開始" },
} as const satisfies Record<string, Text>;
