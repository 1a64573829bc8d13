import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { type FormField, formFields } from "../../../../tools/form-fields.ts";
import { operationNamed } from "../../../../tools/index.ts";
import type { Operation, Text } from "../../../../tools/operation.ts";
import { formFaults } from "../../../gate/form-faults.ts";
import { formPathOf } from "../../../gate/form-path.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { PageOptions, Visitor, WebEnv } from "../../context.ts";
import { htmlResponse } from "../../layout.ts";
import { accountPage, isUnchosen } from "../parts/accounts.ts";
import { type Problem, problemNotice, statusOf } from "../parts/ending.ts";
import { notFound, refuseOthers } from "../parts/routes.ts";
import { standingOf } from "../operations/standing.ts";
import { noFormPage, runPage } from "./run-page.ts";
import { type Typed, inputFrom, prefillOf, typedIn } from "./typed.ts";

const path = "/operations/:name/run";

/** The form of each write, secrets among its fields; what is sent becomes a ticket, which is answered on its own page. */
export function registerRun(app: Hono<WebEnv>, { gate }: PageOptions): void {
  app.get(path, async (context) => {
    const visitor = context.get("visitor");
    const operation = operationNamed(context.req.param("name"));
    if (operation === undefined) return notFound(visitor);
    const { kind } = await gate.decisionOn(operation, visitor.actor);
    if (kind === "allow") return refuseRead(visitor, operation);
    if (isUnchosen(gate, visitor))
      return htmlResponse(accountPage(gate, visitor, operation.title, formPathOf(operation)));
    if (kind === "deny") return explainRefusal(visitor, gate, operation);
    const { searchParams } = new URL(context.req.url);
    return htmlResponse(runPage(visitor, operation, prefillOf(operation, searchParams)));
  });
  app.post(path, async (context) => {
    const visitor = context.get("visitor");
    const operation = operationNamed(context.req.param("name"));
    if (operation === undefined) return notFound(visitor);
    // A read would run at once. What the policy refuses goes on to the gate, which puts the refusal on record.
    const { kind } = await gate.decisionOn(operation, visitor.actor);
    return kind === "allow" ? refuseRead(visitor, operation) : submit(context, gate, operation);
  });
  refuseOthers(app, path, "GET, HEAD, POST");
}

function refuseRead(visitor: Visitor, operation: Operation): Promise<Response> {
  const why = html`<p>${texts.onlyReads[visitor.language]}</p>`;
  return htmlResponse(noFormPage(visitor, operation, why), 404);
}

function explainRefusal(visitor: Visitor, gate: Gate, operation: Operation): Promise<Response> {
  const why = html`<section class="card">${standingOf(gate, operation, visitor)}</section>`;
  return htmlResponse(noFormPage(visitor, operation, why), 403);
}

async function submit(context: Context<WebEnv>, gate: Gate, operation: Operation): Promise<Response> {
  const visitor = context.get("visitor");
  const typed = typedIn(operation, await context.req.formData());
  const input = inputFrom(operation, typed);
  const outcome = await gate.ask({ operation, input, actor: { ...visitor.actor, asking: "page" } });
  switch (outcome.kind) {
    case "asking":
    case "pending":
      // Another page, so that loading it anew sends nothing again.
      return context.redirect(`/tickets/${outcome.ticket.id}`, 303);
    case "done":
      throw new Error("a change does not run without a person's answer");
    case "denied": {
      const told = problemNotice(outcome, operation, visitor.language);
      return htmlResponse(noFormPage(visitor, operation, told), statusOf(outcome));
    }
    case "failed":
    case "unknown":
      return showAgain(visitor, operation, typed, outcome);
  }
}

/** The form as it was sent, without its secrets, with what has to be mended; or with what else went wrong. */
function showAgain(
  visitor: Visitor,
  operation: Operation,
  typed: Typed,
  problem: Problem,
): Promise<Response> {
  const faults = formFaults(operation, inputFrom(operation, typed));
  const isMendable = Object.keys(faults).length > 0;
  const told = isMendable ? {} : { notice: problemNotice(problem, operation, visitor.language) };
  const again = { ...typeAgain(formFields(operation), typed), ...faults };
  return htmlResponse(runPage(visitor, operation, { typed, faults: again, ...told }), statusOf(problem));
}

/** A secret does not come back in a page: left empty by mistake, another one would be made. */
function typeAgain(fields: readonly FormField[], typed: Typed): Readonly<Record<string, Text>> {
  const gone = fields.filter(({ name, isSecret }) => isSecret && (typed.get(name) ?? []).join("") !== "");
  return Object.fromEntries(gone.map(({ name }) => [name, texts.again]));
}

const texts = {
  onlyReads: {
    en: "There is no form here, as this operation only reads. Run it with an assistant, in Slack or on the command line.",
    ja: "参照のみの操作のため、ここにフォームはありません。アシスタント、Slack、コマンドラインから実行してください。",
  },
  again: { en: "Type it again: it was not kept", ja: "保持していないため、もう一度入力してください" },
} as const satisfies Record<string, Text>;
