import { distance } from "fastest-levenshtein";
import { changes, forms, plural, stopWords } from "./glossary.ts";
import { glossaryWords, marked, meaningsOf } from "./phrases.ts";
import { wordsOf } from "./words.ts";

/** The longest query that is read; what stands behind is not. */
const mostCharacters = 500;

/** How much a term of a query counts: less for a word as it stood than for a meaning, and less for what may be meant. */
const weights = { meaning: 1, word: 0.4, maybe: 0.5, maybeStep: 0.05, plural: 0.9 };

/**
 * The terms a text is found by: of words of the glossary what they mean, in whichever language they are, of other English
 * words the stems, of other Japanese ones the pairs of characters.
 */
export function termsOf(text: string): readonly string[] {
  return meaningsOf(wordsOf(text)).flatMap(({ means }) => means.filter((term) => !stopWords.has(term)));
}

/**
 * The terms of what somebody looks for, with how much each counts. Ids count as what they are ids of, and misspelt English
 * words as the ones they are close to, unless they are `known`.
 */
export function queryTermsOf(query: string, known: ReadonlySet<string>): ReadonlyMap<string, number> {
  const text = inWords(query);
  const words = wordsOf(text).map((word) => spelled(word, known));
  const terms = new Map<string, number>();
  for (const [term, weight] of meaningsOf(words).flatMap(weighed)) raise(terms, term, weight);
  if (plural.test(text) && !changes.some((change) => terms.get(marked(change)) === weights.meaning))
    raise(terms, marked("list"), weights.plural);
  return terms;
}

function inWords(query: string): string {
  const plain = query.slice(0, mostCharacters).normalize("NFKC").toLowerCase();
  return forms.reduce((text, [form, words]) => text.replace(form, ` ${words} `), plain);
}

function spelled(word: string, known: ReadonlySet<string>): string {
  const isSure = word.length < 5 || !/^[a-z]+$/.test(word) || stopWords.has(word) || known.has(word);
  if (isSure || glossaryWords.has(word)) return word;
  return [...glossaryWords].find((other) => other.length > 4 && distance(word, other) === 1) ?? word;
}

function weighed({
  means,
  maybe,
}: ReturnType<typeof meaningsOf>[number]): readonly (readonly [string, number])[] {
  return [
    ...means
      .filter((term) => !stopWords.has(term))
      .map((term) => [term, term.startsWith(marked("")) ? weights.meaning : weights.word] as const),
    ...maybe.map((term, at) => [term, weights.maybe - weights.maybeStep * at] as const),
  ];
}

function raise(terms: Map<string, number>, term: string, weight: number): void {
  terms.set(term, Math.max(terms.get(term) ?? 0, weight));
}
