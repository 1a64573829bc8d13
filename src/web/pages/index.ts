import type { Hono } from "hono";
import type { PageOptions, WebEnv } from "../context.ts";
import { registerAudit } from "./audit/audit.ts";
import { registerOperations } from "./operations/operations.ts";
import { registerRequests } from "./requests/requests.ts";
import { choosing } from "./parts/accounts.ts";
import { registerReveal } from "./reveal.ts";
import { registerRun } from "./run/run.ts";
import { registerTickets } from "./tickets/tickets.ts";

/** The pages of the console for whoever is signed in, beside the overview. */
export function registerPages(app: Hono<WebEnv>, options: PageOptions): void {
  app.use((context, next) => {
    const { gate } = options;
    context.set("visitor", choosing(gate, context.get("visitor"), context.req.query("account")));
    return next();
  });
  registerTickets(app, options);
  registerRequests(app, options);
  registerOperations(app, options);
  registerRun(app, options);
  registerAudit(app, options);
  registerReveal(app, options);
}
