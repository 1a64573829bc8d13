import { html } from "hono/html";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { dataLines } from "../../../gate/data-lines.ts";
import type { Ending } from "../../../gate/outcome.ts";
import { oneLine } from "../../../gate/plain.ts";
import { meaningFor } from "../../../gate/meanings/meanings.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { notice } from "./notice.ts";

/** An ending that is not `done`. */
export type Problem = Exclude<Ending, { readonly kind: "done" }>;

/** What went wrong in the reader's language, what to do about it, and the gate's own words. */
export function problemNotice(problem: Problem, operation: Operation, language: Language): Html {
  const { what, next } = meaningFor(problem, operation);
  const verdict = problem.code === "partly_done" ? texts.partly : texts[problem.kind];
  const space = language === "ja" ? "" : " ";
  const lead = `${verdict[language]}${space}${what[language]}`;
  const detail = html`<span class="soft"><code>${problem.code}</code> ${oneLine(problem.message)}</span>`;
  const facts = dataLines(problem.data, language).map((line) => html`${line}<br />`);
  const more = facts.length === 0 ? "" : html`${facts}`;
  return notice(problem.kind === "denied" ? "busy" : "bad", lead, next[language], more, detail);
}

/** The HTTP status of a page that tells of it. */
export function statusOf({ kind, code }: Problem): number {
  if (code === "not_found" || code === "ticket_unknown") return 404;
  if (code === "invalid_request") return 422;
  return kind === "denied" ? 403 : 502;
}

const texts = {
  denied: { en: "Nothing was done.", ja: "実行していません。" },
  failed: { en: "It was not done.", ja: "実行できませんでした。" },
  partly: { en: "It was done in part.", ja: "一部だけ実行されました。" },
  unknown: { en: "Nobody knows whether it was done.", ja: "結果を確認できていません。" },
} as const satisfies Record<Problem["kind"] | "partly", Text>;
