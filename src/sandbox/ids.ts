const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes the ids of a world. The same random source gives the same ids. */
export interface Ids {
  /** The next id of a kind: prefix and a running number, such as `ecid1000000001`. */
  next(prefix: "econ" | "ecid" | "ch" | "ws" | "ecgr" | "req"): string;
  /** So many hexadecimal digits. */
  hex(length: number): string;
  /** A UUID of the version given; IAM ids are of version 1, the others of version 4. */
  uuid(version: 1 | 4): string;
  /** So many letters and digits: API keys (32) and secrets (16). */
  alphanumeric(length: number): string;
  /** A password that keeps the rules: upper case, lower case and a digit. */
  password(): string;
}

const firstOfKind = {
  econ: { digits: 10, first: 1_000_000_001 },
  ecid: { digits: 10, first: 1_000_000_001 },
  ch: { digits: 10, first: 1_000_000_001 },
  ws: { digits: 10, first: 1 },
  ecgr: { digits: 8, first: 1 },
  req: { digits: 10, first: 1 },
} as const;

/** Creates a source of ids. */
export function createIds(random: () => number): Ids {
  const used = new Map<string, number>();
  const pick = (from: string, length: number) =>
    Array.from({ length }, () => from.charAt(Math.floor(random() * from.length))).join("");
  const hex = (length: number) => pick("0123456789abcdef", length);

  return {
    next(prefix) {
      const { digits, first } = firstOfKind[prefix];
      const number = used.get(prefix) ?? first;
      used.set(prefix, number + 1);
      return `${prefix}${String(number).padStart(digits, "0")}`;
    },
    hex,
    uuid: (version) => `${hex(8)}-${hex(4)}-${version}${hex(3)}-${pick("89ab", 1)}${hex(3)}-${hex(12)}`,
    alphanumeric: (length) => pick(alphanumerics, length),
    password: () => `${pick(alphanumerics, 9)}Aa1`,
  };
}

/** A random source that always tells the same story (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
