import { glossary } from "./glossary.ts";
import { isHiragana, isJapanese, wordsOf } from "./words.ts";

/** What a piece of a text means, and what it may mean beside, the likeliest first. */
export interface Meaning {
  readonly means: readonly string[];
  readonly maybe: readonly string[];
}

/** A word of a phrase of the glossary, with those that can follow. */
interface Node {
  readonly next: Map<string, Node>;
  meaning?: Meaning;
}

const tree = toTree();

/** The English words of the glossary, as stems. */
export const glossaryWords: ReadonlySet<string> = new Set(
  glossary.flatMap(({ words }) => words.flatMap(wordsOf)).filter((word) => !isJapanese(word)),
);

/** What words mean, one piece after the other; those that the glossary has not stand for themselves. */
export function meaningsOf(words: readonly string[]): readonly Meaning[] {
  const meanings: Meaning[] = [];
  for (let at = 0; at < words.length;) {
    const { length, meaning } = longestPhrase(words, at);
    meanings.push(meaning ?? { means: itself(words, at), maybe: [] });
    at += length;
  }
  return meanings;
}

/** How a meaning of the glossary is written as a term, to tell it from a word as it stood. */
export function marked(meaning: string): string {
  return `=${meaning}`;
}

function toTree(): Node {
  const root: Node = { next: new Map() };
  for (const { means, maybe, words } of glossary) {
    const meaning = { means: means.map(marked), maybe: maybe.map(marked) };
    for (const phrase of words) wordsOf(phrase).reduce(stepInto, root).meaning = meaning;
  }
  return root;
}

function stepInto({ next }: Node, word: string): Node {
  const node = next.get(word) ?? { next: new Map() };
  next.set(word, node);
  return node;
}

function longestPhrase(words: readonly string[], start: number) {
  let found: { readonly length: number; readonly meaning?: Meaning } = { length: 1 };
  let node = tree.next.get(words[start] ?? "");
  for (let at = start + 1; node !== undefined; at += 1) {
    if (node.meaning !== undefined) found = { length: at - start, meaning: node.meaning };
    node = node.next.get(words[at] ?? "");
  }
  return found;
}

/** An English word, or a pair of Japanese characters that are more than grammar. */
function itself(words: readonly string[], at: number): readonly string[] {
  const [word = "", next = ""] = words.slice(at, at + 2);
  if (!isJapanese(word)) return [word];
  return isHiragana(word) || !isJapanese(next) || isHiragana(next) ? [] : [word + next];
}
