/** A name as it is compared: width, letter case, invisible characters and the spaces around it aside. */
export function foldedName(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, "")
    .trim()
    .toLowerCase()
    .normalize("NFKC");
}

/** What a name looks like: two names that a person could take for each other have the same one. */
export function skeletonOf(text: string): string {
  const bare = foldedName(text)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/gu, "")
    .normalize("NFC")
    .replace(/\p{Pd}/gu, "-");
  return Array.from(bare.replaceAll(" ", ""), (letter) => lookAlikes.get(letter) ?? letter).join("");
}

/** Letters of other scripts beside those they look like, the Cyrillic, Greek and Japanese ones that occur in names. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ["аạɑα", "a"],
    ["вβ", "b"],
    ["сϲ", "c"],
    ["ԁ", "d"],
    ["еε", "e"],
    ["ɡ", "g"],
    ["һнη", "h"],
    ["іıι", "i"],
    ["јϳ", "j"],
    ["кκ", "k"],
    ["ӏ", "l"],
    ["мμ", "m"],
    ["ո", "n"],
    ["оοօσ", "o"],
    ["рρ", "p"],
    ["ԛ", "q"],
    ["г", "r"],
    ["ѕ", "s"],
    ["тτ", "t"],
    ["υս", "u"],
    ["νѵ", "v"],
    ["ԝω", "w"],
    ["хχ", "x"],
    ["уγ", "y"],
    ["ー一−", "-"],
    ["へ", "ヘ"],
    ["口", "ロ"],
    ["力", "カ"],
    ["二", "ニ"],
    ["夕", "タ"],
    ["工", "エ"],
    ["八", "ハ"],
  ].flatMap(([alike = "", letter = ""]) => Array.from(alike, (other) => [other, letter] as const)),
);
