import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { estimateTokens } from "../../../src/mcp/answers/tokens.ts";
import { createRandom } from "../../../src/sandbox/ids.ts";

const random = createRandom(7);
const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const families = ["yamada", "suzuki", "takahashi", "watanabe", "kobayashi", "fujiwara"];
const given = ["taro", "hanako", "kenji", "tsuyoshi", "masahiro", "ryosuke"];

const users = times(300, (index) => ({
  user_id: `ecid${1_000_000_000 + Math.floor(random() * 1e9)}`,
  login_id: `${oneOf(families)}.${oneOf(given)}${index}`,
  mail_address: `${oneOf(families)}${index}@example.co.jp`,
  contract_id: "econ1000002353",
  start_time: "2026-04-12 03:04:05",
  contract_owner: false,
  super_user: index % 3 === 0,
  api_availability: true,
}));

const tenants = times(100, (index) => ({
  tenant_id: chars(32, "0123456789abcdef"),
  tenant_name: `project-${oneOf(families)}-${index}`,
  description: oneOf([
    "Development environment of the network team",
    "営業部の検証環境です。",
    "株式会社山田商事様 本番環境",
  ]),
  region: "jp1",
}));

const answers: Readonly<Record<string, unknown>> = {
  "a list of users": { users },
  "a list of tenants": { tenants },
  "a role": {
    resources: times(50, () => ({ basePath: "/v2.0/networks/*", verb: ["GET", "POST"], ipAddress: ["*"] })),
  },
};

const texts: Readonly<Record<string, string>> = {
  "ASCII ids": times(200, () => `ecid${chars(10, "0123456789")} econ${chars(10, "0123456789")}`).join(" "),
  "hex ids": times(200, () => chars(32, "0123456789abcdef")).join("\n"),
  UUIDs: times(200, () => [8, 4, 4, 4, 12].map((length) => chars(length, "0123456789abcdef")).join("-")).join(
    ",",
  ),
  base64: chars(4_000, `${lower}${upper}0123456789+/`),
  "random letters": chars(4_000, lower),
  "random capitals": chars(4_000, upper),
  "random capitalised words": times(500, () => chars(1, upper) + chars(5, lower)).join(""),
  "random printable ASCII": chars(4_000, String.fromCharCode(...times(95, (index) => 32 + index))),
  signs: chars(4_000, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  "JSON brackets": JSON.stringify(times(200, () => ({ a: [{ b: [[]] }], c: null, d: true }))),
  "names in Latin letters": times(500, () => `${oneOf(families)}${oneOf(given)}`).join("@"),
  times: times(300, () => "2026-11-22T20:04:05.000Z").join(" "),
  English: "Whoever runs this server can allow it in the policy file; nothing was done yet. ".repeat(20),
  Japanese: "契約の管理者に連絡してください。テナントの説明は「開発環境（東京リージョン）」です。".repeat(20),
  kana: chars(3_000, "あいうえおかがきぎくぐサシスセソタチツテトナニヌネノハヒフヘホ"),
  "any kanji": times(3_000, () => String.fromCodePoint(0x4e00 + Math.floor(random() * 0x51a5))).join(""),
  "half-width kana": chars(2_000, "ｱｲｳｴｵｶｷｸｹｺﾞﾟ"),
  emoji: chars(1_000, "😀🎉🚀👍🏽🇯🇵🧑🏿🀄"),
  Korean: times(2_000, () => String.fromCodePoint(0xac00 + Math.floor(random() * 11_172))).join(""),
  "random Unicode": times(3_000, () => anyCharacter(0x110000)).join(""),
  "random Unicode of the basic plane": times(3_000, () => anyCharacter(0x10000)).join(""),
};

test.for(Object.entries({ ...texts, ...jsonOf(answers) }))("%s cost no more than estimated", ([, text]) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(encode(text).length);
});

test.for(Object.entries(jsonOf(answers)))("%s costs at least half of what is estimated", ([, text]) => {
  expect(estimateTokens(text)).toBeLessThanOrEqual(2 * encode(text).length);
});

test("nothing costs nothing", () => {
  expect(estimateTokens("")).toBe(0);
});

function jsonOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

function times<Value>(count: number, make: (index: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function oneOf(values: readonly string[]): string {
  return values[Math.floor(random() * values.length)] ?? "";
}

function chars(count: number, among: string): string {
  return times(count, () => oneOf(Array.from(among))).join("");
}

/** Lone surrogates aside: they stand in no JSON. */
function anyCharacter(below: number): string {
  const code = Math.floor(random() * below);
  return code >= 0xd800 && code < 0xe000 ? "x" : String.fromCodePoint(code);
}
