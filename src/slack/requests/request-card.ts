import { readable } from "../../gate/placeholders.ts";
import { plain } from "../../gate/plain.ts";
import { inFull } from "../../gate/question.ts";
import type { Text } from "../../../tools/operation.ts";
import { type Message, actions, context, fields, header, literal, section } from "../views/blocks.ts";
import { aboutAccount } from "../views/about-account.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { aligned, listing, roomInMessage, roomInModal } from "../views/listing.ts";
import { words } from "../views/words.ts";
import { requestButtons } from "./request-buttons.ts";
import { type RequestOptions, aboutOf, calledOf, descriptionOf, warningsOf } from "./request-parts.ts";
import { type ApprovalRequest, readRequest } from "../../gate/approval-request.ts";

/**
 * An approval request of SSS as its approvers see it: who asks for what, until when, and what would then be called, decoded
 * and never run. While it waits it has the buttons that SSS lets this account press; approving takes that all of it is shown.
 */
export function requestCard(request: Record<string, unknown>, options: RequestOptions): Message {
  const { language, account } = options;
  const asked = readRequest(request);
  const title = titleOf(asked, language);
  const described = descriptionOf(asked, language);
  const called = calledOf(asked, language, roomInMessage);
  const isWhole = described.isWhole && called.isWhole;
  const buttons = requestButtons(asked, isWhole, language, account);
  return {
    text: literal(title),
    blocks: [
      header(title),
      ...described.blocks,
      fields(aboutOf(asked, options)),
      ...warningsOf(asked, options),
      ...called.blocks,
      ...(isWhole ? [] : [section(texts.tooLong[language])]),
      ...(buttons.length === 0 ? [] : [actions(...buttons)]),
      context(`${texts.request[language]} ${literal(plain(asked.request_id ?? ""))}`),
    ],
  };
}

/** An approval request with all its fields, as far as a modal takes it. */
export function requestDetails(
  request: Record<string, unknown>,
  { language, account }: RequestOptions,
): Message {
  const asked = readRequest(request);
  const { actions: _called, ...fieldsOfIt } = asked;
  const called = calledOf(asked, language, roomInModal);
  const pairs = inFull(readable(fieldsOfIt, language), "", language).map(
    ([path, value]) => [path, value || "-"] as const,
  );
  const all = listing(aligned(pairs), roomInRest);
  const told = {
    text: literal(titleOf(asked, language)),
    blocks: [
      ...descriptionOf(asked, language).blocks,
      ...called.blocks,
      section(`*${texts.fields[language]}*`),
      ...all.blocks,
      ...(called.isWhole && all.isWhole ? [] : [section(words.moreThanShown[language])]),
    ],
  };
  return aboutAccount(told, account, language);
}

function titleOf({ service, status = "" }: ApprovalRequest, language: Language): string {
  const word = statuses[status]?.[language] ?? plain(status);
  return `${filled(texts.title[language], { service: plain(service ?? "-") })}: ${word}`;
}

/** Its other fields are short, as far as we know. */
const roomInRest = 10_000;

const statuses: Readonly<Record<string, Text>> = {
  registered: { en: "waiting", ja: "回答待ち" },
  approved: { en: "approved", ja: "承認済み" },
  denied: { en: "denied", ja: "却下" },
  cancelled: { en: "cancelled", ja: "取り下げ" },
  expired: { en: "expired", ja: "期限切れ" },
  approval_expired: { en: "approval expired", ja: "承認の有効期限切れ" },
};

const texts = {
  title: { en: "SSS approval request ({service})", ja: "SSSの許可リクエスト（{service}）" },
  request: { en: "Request", ja: "許可リクエスト" },
  fields: { en: "All fields", ja: "全項目" },
  tooLong: {
    en: "*This is not all of it:* it is too long to be shown here in full, so it cannot be approved here. Decide it in the portal.",
    ja: "*すべてを表示できていません。* 長すぎて全文を表示できないため、ここでは承認できません。ポータルで回答してください。",
  },
} as const satisfies Record<string, Text>;
