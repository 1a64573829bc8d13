import type { Hono } from "hono";
import { html } from "hono/html";
import { operationNamed } from "../../../../tools/index.ts";
import type { Text } from "../../../../tools/operation.ts";
import { operationOf } from "../../../gate/operation-of.ts";
import { oneLine } from "../../../gate/plain.ts";
import { inFull } from "../../../gate/question.ts";
import { redacted } from "../../../gate/redacted.ts";
import type { Ticket } from "../../../gate/ticket.ts";
import type { Undoing } from "../../../gate/undo/undo.ts";
import type { Language, PageOptions, Visitor, WebEnv } from "../../context.ts";
import { type Html, htmlResponse, page, postForm } from "../../layout.ts";
import { type Problem, problemNotice, statusOf } from "../parts/ending.ts";
import { factsOf } from "../parts/facts.ts";
import { filled } from "../parts/fill.ts";
import { notFound, refuseOthers } from "../parts/routes.ts";

/** The page on which the undo of a ticket is looked at and asked for; it is then answered as any other ticket. */
export function registerUndo(app: Hono<WebEnv>, { gate }: Pick<PageOptions, "gate">): void {
  app.get("/tickets/:id/undo", async (context) => {
    const visitor = context.get("visitor");
    const plan = await gate.undo(context.req.param("id"), visitor.actor);
    if (plan === undefined) return notFound(visitor);
    if (plan.kind !== "undoing") return showProblem(visitor, plan);
    return htmlResponse(undoPage(visitor, plan));
  });
  app.post("/tickets/:id/undo", async (context) => {
    const visitor = context.get("visitor");
    const actor = { ...visitor.actor, asking: "page" } as const;
    const plan = await gate.undo(context.req.param("id"), actor);
    if (plan === undefined) return notFound(visitor);
    const told = plan.kind === "undoing" ? await gate.ask({ ...plan, actor }) : plan;
    return told.kind === "asking" || told.kind === "pending"
      ? context.redirect(`/tickets/${told.ticket.id}`, 303)
      : showProblem(visitor, told);
  });
  refuseOthers(app, "/tickets/:id/undo", "GET, HEAD, POST");
}

/** The way from a ticket that is done to its undo, for whoever asked for it; and from an undo to what it undoes. */
export function undoLinks(
  { id, state, operation, undoes }: Ticket,
  isRequester: boolean,
  language: Language,
): Html {
  const reverse = operationNamed(operationOf({ operation }).undo?.operation ?? "none");
  const isOffered = isRequester && state === "done" && reverse !== undefined;
  const link = undoes && html`<a href="/tickets/${undoes}"><code>${undoes}</code></a>`;
  return html`${link === undefined ? "" : html`<p>${filled(texts.undoes[language], { ticket: link })}</p>`}
  ${isOffered ? html`<p><a class="button" href="/tickets/${id}/undo">${texts.undo[language]}</a></p>` : ""}`;
}

function undoPage(visitor: Visitor, { operation, input, undoes, lost, differences }: Undoing): Html {
  const { language } = visitor;
  const changes = differences.map(
    ({ field, before, now }) =>
      [html`<code>${field}</code>`, `${oneLine(before)} → ${oneLine(now)}`] as const,
  );
  const body = html`<section class="card">
      <h2>${operation.title[language]} <code>${operation.name}</code></h2>
      ${factsOf(inFull(redacted(operation, input)).map(([path, value]) => [html`<code>${path}</code>`, value]))}
    </section>
    ${section(
      texts.lost,
      lost.length === 0
        ? ""
        : html`<ul>
            ${lost.map((text) => html`<li>${text[language]}</li>`)}
          </ul>`,
      language,
    )}
    ${section(texts.moved, changes.length === 0 ? "" : factsOf(changes), language)}
    <p>${texts.next[language]}</p>
    ${postForm(visitor, `/tickets/${undoes}/undo`, html`<div class="actions"><button class="primary">${texts.ask[language]}</button></div>`)}
    <p><a href="/tickets/${undoes}">${texts.back[language]}</a></p>`;
  return page(visitor, { title: texts.title, body, here: `/tickets/${undoes}/undo` });
}

function section(title: Text, body: Html | "", language: Language): Html | "" {
  if (body === "") return "";
  return html`<section class="card">
    <h2>${title[language]}</h2>
    ${body}
  </section>`;
}

function showProblem(visitor: Visitor, told: Problem | { readonly kind: "done" }): Promise<Response> {
  if (told.kind === "done") throw new Error("an undo does not run without a person's answer");
  const body = problemNotice(told, operationOf(told), visitor.language);
  return htmlResponse(page(visitor, { title: texts.title, body, here: "/tickets" }), statusOf(told));
}

const texts = {
  title: { en: "Undo a ticket", ja: "チケットの内容を元に戻す" },
  undo: { en: "Undo…", ja: "元に戻す…" },
  undoes: { en: "This undoes the ticket {ticket}.", ja: "チケット {ticket} の内容を元に戻す依頼です。" },
  lost: { en: "What it does not bring back", ja: "元に戻らないもの" },
  moved: { en: "Changed since, and undone too", ja: "その後に変更され、あわせて元に戻るもの" },
  next: {
    en: "Nothing is done yet: this opens a request, which takes an answer as any other does.",
    ja: "まだ何も実行していません。ほかの操作と同じ確認の手順に進みます。",
  },
  ask: { en: "Go on to the request", ja: "依頼に進む" },
  back: { en: "Back to the ticket", ja: "チケットに戻る" },
} as const satisfies Record<string, Text>;
