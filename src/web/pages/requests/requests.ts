import type { Hono } from "hono";
import { getApprovalRequest } from "../../../../tools/approval/get-approval-request.ts";
import { listApprovalRequests } from "../../../../tools/approval/list-approval-requests.ts";
import type { Text } from "../../../../tools/operation.ts";
import type { PageOptions, Visitor, WebEnv } from "../../context.ts";
import { type Html, htmlResponse, page } from "../../layout.ts";
import { accountPage, isUnchosen } from "../parts/accounts.ts";
import { problemNotice, statusOf } from "../parts/ending.ts";
import { fieldsOf } from "../parts/form.ts";
import { notice } from "../parts/notice.ts";
import { refuseOthers } from "../parts/routes.ts";
import { decideRequest } from "./decide.ts";
import { requestList } from "./list.ts";
import { isDecision, requestPage } from "./request-page.ts";
import { statusWords } from "./request-view.ts";

/** The approval requests of SSS, and each one's page, where it is decided. */
export function registerRequests(app: Hono<WebEnv>, options: PageOptions): void {
  const { gate, now } = options;
  app.get("/approval-requests", async (context) => {
    const visitor = context.get("visitor");
    if (isUnchosen(gate, visitor))
      return htmlResponse(accountPage(gate, visitor, texts.all, "/approval-requests"));
    const wanted = context.req.query("status") ?? "registered";
    const input = Object.hasOwn(statusWords, wanted) ? { status: wanted } : {};
    const told = await gate.ask({ operation: listApprovalRequests, input, actor: visitor.actor });
    const status = told.kind === "failed" || told.kind === "denied" ? statusOf(told) : 200;
    return htmlResponse(requestList(visitor, gate, told, wanted, now()), status);
  });
  app.get("/approval-requests/:id", async (context) =>
    showRequest(context.get("visitor"), context.req.param("id"), options),
  );
  app.post("/approval-requests/:id", async (context) => {
    const visitor = context.get("visitor");
    const id = context.req.param("id");
    if (isUnchosen(gate, visitor))
      return htmlResponse(accountPage(gate, visitor, texts.title, pathOf(id)), 422);
    const { status, yes, shown = "" } = await fieldsOf(context);
    if (!isDecision(status) || yes !== "yes")
      return showRequest(visitor, id, options, { text: texts.incomplete, status: 422 });
    const decided = await decideRequest(gate, visitor, { id, status, shown });
    if (decided.kind === "ticket") return context.redirect(`/tickets/${decided.id}`, 303);
    if (decided.kind === "moved")
      return showRequest(visitor, id, options, { text: texts.moved, status: 409 });
    return showProblem(visitor, id, decided.told);
  });
  refuseOthers(app, "/approval-requests", "GET, HEAD");
  refuseOthers(app, "/approval-requests/:id", "GET, HEAD, POST");
}

function pathOf(id: string): string {
  return `/approval-requests/${encodeURIComponent(id)}`;
}

/** The request as it is now, with what is to be said above it. */
async function showRequest(
  visitor: Visitor,
  id: string,
  { gate, now }: PageOptions,
  told?: { readonly text: Text; readonly status: number },
): Promise<Response> {
  const { actor, language } = visitor;
  if (isUnchosen(gate, visitor)) return htmlResponse(accountPage(gate, visitor, texts.title, pathOf(id)));
  const read = await gate.ask({ operation: getApprovalRequest, input: { request_id: id }, actor });
  if (read.kind === "asking" || read.kind === "pending") throw new Error("a read does not wait");
  if (read.kind !== "done") return showProblem(visitor, id, read);
  const above = told === undefined ? {} : { notice: notice("bad", told.text[language]) };
  return htmlResponse(requestPage(visitor, id, read.answer, { now: now(), ...above }), told?.status ?? 200);
}

function showProblem(
  visitor: Visitor,
  id: string,
  problem: Parameters<typeof problemNotice>[0],
): Promise<Response> {
  const body: Html = problemNotice(problem, getApprovalRequest, visitor.language);
  const here = `/approval-requests/${id}`;
  return htmlResponse(page(visitor, { title: texts.title, body, here }), statusOf(problem));
}

const texts = {
  all: { en: "Approval requests of SSS", ja: "SSSの許可リクエスト" },
  title: { en: "Approval request", ja: "許可リクエスト" },
  incomplete: {
    en: "Nothing was done: choose an answer and tick the box.",
    ja: "回答を選択し、確認のチェックを入れてください。何も実行していません。",
  },
  moved: {
    en: "Nothing was done: the request is not any more as the page showed it. Below is how it is now.",
    ja: "ページを開いたあとにリクエストの内容または状態が変わったため、何も実行していません。現在の内容は以下のとおりです。",
  },
} as const satisfies Record<string, Text>;
