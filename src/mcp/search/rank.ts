import MiniSearch from "minisearch";
import type { Operation } from "../../../tools/operation.ts";
import { queryTermsOf, termsOf } from "./terms.ts";

/** What can be searched for: what goes by a name, a command and words in both languages. */
type Searchable = Pick<Operation, "name" | "command" | "aliases" | "title" | "summary">;

/** An entry and how well it fits; scores mean something only beside others of the same search. */
export interface Ranked<Entry> {
  readonly entry: Entry;
  readonly score: number;
}

const texts = {
  name: ({ name }: Searchable) => name,
  command: ({ command, aliases = [] }: Searchable) =>
    [command, ...aliases.map((alias) => alias.command)].join("\n"),
  title: ({ title }: Searchable) => `${title.en}\n${title.ja}`,
  summary: ({ summary, aliases = [] }: Searchable) =>
    [summary, ...aliases.map((alias) => alias.summary)].flatMap(({ en, ja }) => [en, ja]).join("\n"),
};

/** Names of other operations, whose words are not about this one. */
const otherNames = /\w+_\w+/g;

/**
 * Ranks entries by BM25 over their names, commands, titles and summaries, in English and Japanese. What nobody asked about
 * counts against an entry; one whose name or command is just the query comes first. Entries that share nothing with the
 * query are left out, and equals keep their order. Of a query 500 characters are read.
 */
export function createRanker<Entry extends Searchable>(
  entries: readonly Entry[],
): (query: string, limit: number) => readonly Ranked<Entry>[] {
  const known = new Set<string>();
  const index = createIndex(entries, known);
  const names = entries.map(namesOf);
  return (query, limit) => {
    const terms = queryTermsOf(query, known);
    const asked = query.slice(0, longestName).normalize("NFKC").trim().toLowerCase();
    const scores = new Map(
      index.search(query, toSearch(terms)).map(({ id, score }) => [id as number, score]),
    );
    return entries
      .map((entry, at) => ({
        entry,
        score: isCalled(entry, asked) ? Infinity : (scores.get(at) ?? 0) * fitOf(names[at] ?? [], terms),
      }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => (one.score === other.score ? 0 : other.score - one.score))
      .slice(0, limit);
  };
}

const longestName = 100;

function createIndex(entries: readonly Searchable[], known: Set<string>): MiniSearch {
  const index = new MiniSearch({
    fields: Object.keys(texts),
    tokenize: (text) => {
      const terms = termsOf(text);
      for (const term of terms) known.add(term);
      return [...terms];
    },
    processTerm: (term) => term,
  });
  index.addAll(
    entries.map((entry, id) => ({
      id,
      name: texts.name(entry),
      command: texts.command(entry),
      title: texts.title(entry),
      summary: texts.summary(entry).replaceAll(otherNames, " "),
    })),
  );
  return index;
}

/** What an entry is called, each name as its terms. */
function namesOf({ name, command, title }: Searchable): readonly (readonly string[])[] {
  return [name, command, title.en, title.ja].map(termsOf).filter((terms) => terms.length > 0);
}

function toSearch(terms: ReadonlyMap<string, number>) {
  return {
    tokenize: () => [...terms.keys()],
    boost: { title: 2 },
    boostTerm: (term: string) => terms.get(term) ?? 0,
  };
}

function isCalled({ name, command, aliases = [] }: Searchable, asked: string): boolean {
  return [name, command, ...aliases.map((alias) => alias.command)].includes(asked);
}

/** The part of a name that was asked for, of the name of which it is most; never nothing, for what only a summary says. */
function fitOf(names: readonly (readonly string[])[], terms: ReadonlyMap<string, number>): number {
  const parts = names.map(
    (name) => name.reduce((sum, term) => sum + (terms.get(term) ?? 0), 0) / name.length,
  );
  return Math.max(0.05, ...parts);
}
