import { operationNamed } from "../../../tools/index.ts";
import type { Text } from "../../../tools/operation.ts";
import { readable } from "../../gate/placeholders.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { type Block, context, literal, section } from "../views/blocks.ts";
import { filled } from "../views/filled.ts";
import type { Language } from "../views/language.ts";
import { listing } from "../views/listing.ts";
import { summaryLines } from "../views/summary.ts";
import { words } from "../views/words.ts";

/** How much is shown of the target and of what hangs on it: lines of each, and characters of JSON together. */
export interface Extent {
  readonly lines: number;
  readonly room: number;
}

/** What a message shows of them. */
export const presentInMessage: Extent = { lines: 12, room: 3_000 };
/** What a modal shows of them. */
export const presentInModal: Extent = { lines: 100, room: 20_000 };

/** How the target is now and what hangs on it: of each the first lines, with a note where there are more. */
export function presentBlocks(
  { before, impact }: Ticket,
  language: Language,
  { lines, room }: Extent,
): readonly Block[] {
  const most = { lines, room: Math.floor(room / (impact.length + 1)) };
  return [
    ...part(texts.now[language], before, language, most),
    ...impact.flatMap(({ operation, answer }) => {
      const read = operationNamed(operation)?.title[language] ?? operation;
      return part(filled(texts.impact[language], { read: literal(read) }), answer, language, most);
    }),
  ];
}

function part(
  title: string,
  facts: Record<string, unknown>,
  language: Language,
  { lines: mostLines, room }: Extent,
): readonly Block[] {
  const lines = summaryLines(readable(facts, language));
  if (lines.length === 0) return [];
  const { blocks, isWhole } = listing(lines.slice(0, mostLines), room);
  const isAll = isWhole && lines.length <= mostLines;
  return [section(`*${title}*`), ...blocks, ...(isAll ? [] : [context(words.moreThanShown[language])])];
}

const texts = {
  now: { en: "Now", ja: "現在の状態" },
  impact: { en: "Depends on it ({read})", ja: "影響を受けるもの（{read}）" },
} as const satisfies Record<string, Text>;
