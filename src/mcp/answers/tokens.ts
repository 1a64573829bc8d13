/** What tokenizers never join: words in lower case with the space before them, capitals, digits, spaces, signs, and the rest one by one. */
const pieces = / ?[a-z]+|[A-Z]+|\d+|\s+|[!-/:-@[-`{-~]+|[^]/gu;

/** So much more than the sum, as the weights below are averages. */
const margin = 1.06;

/**
 * How many tokens a text costs at most with o200k, near enough to budget by: not below the real count for what answers
 * hold, ids, JSON, names, Japanese or any other script, and for JSON of such answers less than twice of it.
 */
export function estimateTokens(text: string): number {
  let sum = 0;
  for (const [piece] of text.matchAll(pieces)) sum += weightOf(piece);
  return Math.ceil(sum * margin);
}

/** Whether a text costs at most so many tokens. Mostly its length tells: nothing in it costs more than one for each byte. */
export function costsAtMost(text: string, tokens: number): boolean {
  return Buffer.byteLength(text) * margin <= tokens || estimateTokens(text) <= tokens;
}

function weightOf(piece: string): number {
  const { length } = piece;
  if (/^ ?[a-z]/.test(piece)) return wordWeight(piece);
  if (/^[A-Z]/.test(piece)) return length === 1 ? 1 : length * 0.58;
  // Digits go by threes.
  if (/^\d/.test(piece)) return Math.ceil(length / 3);
  if (/^\s/.test(piece)) return length;
  if (/^[!-~]/.test(piece)) return signsWeight(piece);
  return characterWeight(piece);
}

/** Words that can be spoken are joined to longer tokens than random letters, which have few vowels. */
function wordWeight(word: string): number {
  const clusters = [...word.matchAll(/[^aeiou ]{3,}/g)].map(([{ length }]) => (length - 2) / 2);
  const spoken = Math.max(1, word.length / (word.length > 10 ? 2.7 : 3.2));
  return clusters.reduce((sum, more) => sum + more, spoken);
}

/** The signs of JSON stand together in known orders; any others do so more seldom. */
function signsWeight(signs: string): number {
  const { length } = signs;
  return /^["{}[\],:]+$/.test(signs) ? 1 + (length - 1) / 4 : Math.max(1, length * 0.72);
}

function characterWeight(character: string): number {
  if (/^[ぁ-んァ-ー]/u.test(character)) return 1.05;
  if (/^[\u3000-\u303F]/u.test(character)) return 1;
  if (/^[\u4E00-\u9FFF\uFF00-\uFFEF]/u.test(character)) return 2;
  // No token is shorter than a byte.
  return Buffer.byteLength(character);
}
