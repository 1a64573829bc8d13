import type { Operation, Text } from "../../../tools/operation.ts";
import { dataLines } from "../../gate/data-lines.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { readable } from "../../gate/placeholders.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import type { Ticket } from "../../gate/ticket.ts";
import {
  type Block,
  type Message,
  context,
  cut,
  header,
  literal,
  mention,
  saying,
  section,
} from "../views/blocks.ts";
import { detailOf } from "./detail.ts";
import { endingOf, meaningFor } from "../../gate/meanings/meanings.ts";
import type { Language } from "../views/language.ts";
import { filled } from "../views/filled.ts";
import { listing, roomInMessage } from "../views/listing.ts";
import { type HowToList, type Told, tellList } from "./result-list.ts";
import { rowsOf } from "./rows.ts";
import { words } from "../views/words.ts";
import { headlineOf } from "./headline.ts";

/** Of the gate's message: escaped it may become five times as long, and a block takes 3,000 characters. */
const longestMessage = 600;
/** A block takes 3,000 characters; escaped, a line may become five times as long. */
const roomForFacts = 2_900;
const longestFact = 150;

/** What an ending is told with. */
export interface HowToTell extends HowToList {
  /** The principals who may answer a call that waits. */
  readonly approvers?: readonly string[];
}

/** How a call ended or what it waits for: one sentence, then what was found, or what to do about it. */
export function tellEnding(ending: Ending | Pending, operation: Operation, how: HowToTell): Told {
  switch (ending.kind) {
    case "done":
      return tellAnswer(readable(ending.answer, how.language), operation, how);
    case "pending":
      return tellPending(ending, operation, how);
    case "denied":
    case "failed":
    case "unknown":
      return tellProblem(ending, operation, how);
  }
}

/** What came of a ticket that was run; undefined for one that was not (yet). */
export function resultOf(ticket: Ticket, language: Language): Message | undefined {
  const { state, input } = ticket;
  const hasEnded = state === "done" || state === "failed" || state === "unknown";
  const ending = hasEnded ? endingOf(ticket) : undefined;
  return ending && tellEnding(ending, operationOf(ticket), { language, input });
}

function tellAnswer(answer: Record<string, unknown>, operation: Operation, how: HowToTell): Told {
  const listed = rowsOf(operation, answer, how.filter);
  if (listed !== undefined) return tellList(listed, operation, how);
  const lines = detailOf(answer);
  const { blocks, isWhole } = listing(lines, roomInMessage);
  const lead = operation.effect === "read" ? (lines.length === 0 ? texts.nothing : texts.found) : texts.done;
  const more = isWhole ? [] : [context(words.moreThanShown[how.language])];
  return saying(leadOf(lead, operation, how), ...blocks, ...more);
}

function tellPending({ ticket, where }: Pending, operation: Operation, how: HowToTell): Told {
  const { language, approvers = [] } = how;
  const isOpen = ticket.state === "open";
  const lead = leadOf(isOpen ? texts.waits : texts.underWay, operation, how);
  if (!isOpen) return saying(lead);
  const who =
    ticket.consent === "second" ? approvers.map(mention).join(", ") : mention(ticket.requester.principal);
  const waiting = who === "" ? "" : `\n${texts.waitsFor[language]} ${who}`;
  const ways = where.map((way) => literal(way[language])).join(texts.or[language]);
  return saying(`${lead}${waiting}`, ...(ways === "" ? [] : [context(`${texts.answer[language]} ${ways}`)]));
}

function tellProblem(
  ending: Exclude<Ending, { readonly kind: "done" }>,
  operation: Operation,
  how: HowToTell,
): Told {
  const { language } = how;
  const { what, next } = meaningFor(ending, operation);
  const lead = leadOf(texts[ending.kind], operation, how);
  const told = saying(
    `${lead}\n${what[language]}`,
    section(next[language]),
    ...factBlocks(ending, language),
    detailBlock(ending),
  );
  if (ending.kind !== "unknown") return told;
  // Loud: whoever takes it for a failure repeats it.
  const alarm = texts.alarm[language];
  return { text: `${alarm} ${told.text}`, blocks: [header(alarm), ...told.blocks] };
}

function factBlocks(
  { data }: Exclude<Ending, { readonly kind: "done" }>,
  language: Language,
): readonly Block[] {
  let room = roomForFacts;
  const lines = dataLines(data, language)
    .map((line) => literal(cut(line, longestFact)))
    .filter((line) => (room -= line.length + 1) >= 0);
  return lines.length === 0 ? [] : [section(lines.join("\n"))];
}

function detailBlock({ code, message }: Exclude<Ending, { readonly kind: "done" }>): Block {
  return context(`${code}: ${literal(cut(message, longestMessage))}`);
}

function leadOf(text: Text, operation: Operation, { language, input }: HowToTell): string {
  return filled(text[language], { title: headlineOf(operation, input, language) });
}

const texts = {
  done: { en: "Done: {title}", ja: "完了しました: {title}" },
  found: { en: "{title}", ja: "{title}" },
  nothing: { en: "{title}: SSS answered nothing.", ja: "{title}: 該当する情報はありません。" },
  waits: { en: "Nothing was done yet: {title}", ja: "まだ実行していません: {title}" },
  waitsFor: { en: "It waits for the answer of", ja: "回答を待っています:" },
  answer: { en: "To answer:", ja: "回答方法:" },
  or: { en: "; or ", ja: "。または、" },
  underWay: {
    en: "Under way: {title}. You will be told how it ends.",
    ja: "実行中です: {title}。終わりしだいお知らせします。",
  },
  denied: { en: "Nothing was done: {title}", ja: "実行していません: {title}" },
  failed: { en: "It failed: {title}", ja: "失敗しました: {title}" },
  unknown: {
    en: "Nobody knows whether it was done: {title}",
    ja: "実行されたかどうか確認できません: {title}",
  },
  alarm: { en: "It may have happened.", ja: "実行された可能性があります。" },
} as const satisfies Record<string, Text>;
