const japanese = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々";
const written = /[\p{L}\p{N}]+/gu;
const pieces = new RegExp(`[${japanese}]|[^${japanese}]+`, "gu");
const ofJapanese = new RegExp(`^[${japanese}]$`, "u");

/**
 * The words of a text, in its order: the stems of what is in Latin letters, and each character of Japanese, which writes no
 * spaces. Full width and case make no difference.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/['’]s\b/g, "");
  return (plain.match(written) ?? []).flatMap((word) => word.match(pieces) ?? []).map(stem);
}

/** Whether a word is a character of Japanese. */
export function isJapanese(word: string): boolean {
  return ofJapanese.test(word);
}

/** Whether a word is a character that Japanese mostly writes its grammar with. */
export function isHiragana(word: string): boolean {
  return /^\p{Script=Hiragana}$/u.test(word);
}

/** Takes the usual endings off an English word: what is left is the same for "removes", "removed" and "removing". */
function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = word.replace(/ies$/, "y").replace(/(?<![sui])s$/, "");
  const bare = singular.replace(/(?<=[a-z]{3})(?:ing|ed)$/, "");
  const single = bare === singular ? bare : bare.replace(/([b-df-hj-np-rtvz])\1$/, "$1");
  return single.replace(/(?<=[a-z]{3})e$/, "");
}
