import type { Hono } from "hono";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { PageOptions, Visitor, WebEnv } from "../../context.ts";
import { htmlResponse, refusePage } from "../../layout.ts";
import { seesAll } from "../../sight.ts";
import { refuseOthers } from "../parts/routes.ts";
import { auditPage } from "./audit-page.ts";
import { type AuditFormat, auditFile } from "./export.ts";
import { type AuditQuery, toAuditFilter, toAuditQuery } from "./query.ts";

/** The audit trail, to look through and to take along. */
export function registerAudit(app: Hono<WebEnv>, { gate, store }: PageOptions): void {
  app.get("/audit", async (context) => {
    const visitor = context.get("visitor");
    const query = queryFor(visitor, context.req.query(), gate);
    const isAll = seesAll(visitor.actor, gate);
    const { page, status } = await auditPage(visitor, (await store()).audit, query, isAll);
    return htmlResponse(page, status);
  });
  for (const format of formats) {
    app.get(`/audit.${format}`, async (context) => {
      const visitor = context.get("visitor");
      const filter = toAuditFilter(queryFor(visitor, context.req.query(), gate));
      if ("fault" in filter) return refusePage(visitor, 422, texts.title, filter.fault);
      return auditFile((await store()).audit, filter, format);
    });
    refuseOthers(app, `/audit.${format}`, "GET, HEAD");
  }
  refuseOthers(app, "/audit", "GET, HEAD");
}

/** What is asked for; whoever does not see all sees what they did themselves. */
function queryFor(
  { actor, language }: Visitor,
  given: Readonly<Record<string, string>>,
  gate: Gate,
): AuditQuery {
  const query = toAuditQuery(given, language);
  return seesAll(actor, gate) ? query : { ...query, actor: actor.principal };
}

const formats: readonly AuditFormat[] = ["jsonl", "csv"];

const texts = {
  title: { en: "No such export", ja: "書き出せません" },
} as const satisfies Record<string, Text>;
