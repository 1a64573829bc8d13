import stringWidth from "string-width";
import { type Block, type Pairs, preformatted } from "./blocks.ts";

/** Lines as blocks, and whether all of them are there. */
export interface Listing {
  readonly blocks: readonly Block[];
  readonly isWhole: boolean;
}

/** What a message takes: Slack refuses one whose blocks together have more than some 13,000 characters of JSON. */
export const roomInMessage = 6_000;
/** What a modal takes beside the rest of it: of its hundred blocks fewer than thirty. */
export const roomInModal = 40_000;

/** Fewer than the 3,000 that a text may have, so that a line that was parted still fits with its marks. */
const mostInBlock = 2_900;
const longestText = 3_000;

/** Lines in letters of one width, in as many blocks as it takes; from where `room` characters of JSON are over, left out. */
export function listing(lines: readonly string[], room: number): Listing {
  const fitting = fittingOf(lines, room);
  return {
    blocks: chunksOf(fitting.flatMap(parted)).map(preformatted),
    isWhole: fitting.length === lines.length,
  };
}

/** Pairs as lines, the values below each other. A label too long for its column keeps its own line from it. */
export function aligned(pairs: Pairs): readonly string[] {
  const widths = pairs.map(([label]) => stringWidth(label)).filter((width) => width <= widestColumn);
  const column = Math.max(0, ...widths);
  return pairs.map(
    ([label, value]) => `${label}${" ".repeat(Math.max(0, column - stringWidth(label)))}  ${value}`,
  );
}

const widestColumn = 28;

function fittingOf(lines: readonly string[], room: number): readonly string[] {
  let used = 0;
  const over = lines.findIndex((line) => {
    used += JSON.stringify(line).length;
    return used > room;
  });
  return over === -1 ? lines : lines.slice(0, over);
}

/** A line that fits no block, in parts that show that they go on: none of them can pass for a line of its own. */
function parted(line: string): readonly string[] {
  const characters = Array.from(line);
  if (characters.length <= mostInBlock) return [line];
  const parts = Array.from({ length: Math.ceil(characters.length / mostInBlock) }, (_part, index) =>
    characters.slice(index * mostInBlock, (index + 1) * mostInBlock).join(""),
  );
  return parts.map((part, index) => `${index > 0 ? "…" : ""}${part}${index < parts.length - 1 ? "…" : ""}`);
}

function chunksOf(lines: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const line of lines) {
    const longer = `${chunks.at(-1) ?? ""}\n${line}`;
    if (chunks.length > 0 && Array.from(longer).length <= longestText) chunks[chunks.length - 1] = longer;
    else chunks.push(line);
  }
  return chunks;
}
