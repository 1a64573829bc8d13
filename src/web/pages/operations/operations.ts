import type { Hono } from "hono";
import { operationNamed } from "../../../../tools/index.ts";
import type { PageOptions, WebEnv } from "../../context.ts";
import { htmlResponse } from "../../layout.ts";
import { notFound, refuseOthers } from "../parts/routes.ts";
import { operationList } from "./list.ts";
import { operationPage } from "./operation-page.ts";

/** The catalog, and a page for each operation. */
export function registerOperations(app: Hono<WebEnv>, { gate }: PageOptions): void {
  app.get("/operations", async (context) => {
    const query = (context.req.query("q") ?? "").trim();
    return htmlResponse(await operationList(context.get("visitor"), gate, query));
  });
  app.get("/operations/:name", async (context) => {
    const visitor = context.get("visitor");
    const operation = operationNamed(context.req.param("name"));
    return operation === undefined
      ? notFound(visitor)
      : htmlResponse(operationPage(visitor, gate, operation));
  });
  refuseOthers(app, "/operations", "GET, HEAD");
  refuseOthers(app, "/operations/:name", "GET, HEAD");
}
