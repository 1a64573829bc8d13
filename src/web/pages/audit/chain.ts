import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { AuditTrail } from "../../../store/port.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { filled } from "../parts/fill.ts";
import { notice } from "../parts/notice.ts";

/** As many rows as are checked without being asked to. */
export const checkedAtOnce = 10_000;

/** Whether the chain holds, and its head, which is noted elsewhere to prove later that nothing was cut off. */
export async function chainStatus(
  audit: AuditTrail,
  language: Language,
  { isWanted, check }: { readonly isWanted: boolean; readonly check: string },
): Promise<Html> {
  const { seq, hash } = await audit.head();
  const head = html`${texts.head[language]} <code>${seq}:${hash}</code>`;
  if (seq > checkedAtOnce && !isWanted) {
    const link = html`<a href="${check}">${texts.check[language]}</a>`;
    return notice("busy", filled(texts.unchecked[language], { rows: String(seq) }), link, head);
  }
  const verdict = await audit.verify();
  return verdict.ok
    ? notice("good", filled(texts.holds[language], { rows: String(verdict.rows) }), head)
    : notice(
        "bad",
        filled(texts.broken[language], { row: String(verdict.seq) }),
        verdict.reason,
        texts.tell[language],
      );
}

const texts = {
  holds: {
    en: "The chain holds: nothing changed, nothing missing. Rows: {rows}.",
    ja: "チェーンは正常です。{rows}行に改変・欠落はありません。",
  },
  broken: {
    en: "The chain is broken from row {row} on.",
    ja: "{row}行目以降のチェーンが壊れています。",
  },
  tell: {
    en: "Somebody changed the store by hand. Tell whoever runs this server, and keep a copy of the store.",
    ja: "データが直接書き換えられた可能性があります。データの控えを取り、サーバーの管理者に連絡してください。",
  },
  unchecked: { en: "{rows} rows, not checked just now.", ja: "{rows}行あります（未検証）。" },
  check: { en: "Check the whole chain", ja: "チェーン全体を検証する" },
  head: { en: "Head:", ja: "最新行:" },
} as const satisfies Record<string, Text>;
