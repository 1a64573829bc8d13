import type { Command } from "commander";
import { atTerminal } from "./desk.ts";

const desk = () => import("../terminal/tickets.ts");

/** `tickets`: what waits for a person's consent. */
export function addTickets(program: Command): void {
  const tickets = program
    .command("tickets")
    .description("the requests that wait for a person's consent, or have ended");
  tickets
    .command("list", { isDefault: true })
    .description("the newest, one to a line")
    .action(() => atTerminal(async (at) => (await desk()).listTickets(at)));
  tickets
    .command("show <id>")
    .description("one, with its question and how it ended")
    .action((id: string) => atTerminal(async (at) => (await desk()).showTicket(id, at)));
  tickets
    .command("approve <id>")
    .description("answer its question here, and run it")
    .action((id: string) => atTerminal(async (at) => (await desk()).approveTicket(id, at)));
  tickets
    .command("deny <id>")
    .description("deny it")
    .option("--reason <text>", "told to the requester")
    .action((id: string, { reason }: { reason?: string }) =>
      atTerminal(async (at) => (await desk()).denyTicket(id, reason, at)),
    );
  tickets
    .command("undo <id>")
    .description("undo one of yours that is done, by a call that takes a consent of its own")
    .action((id: string) => atTerminal(async (at) => (await desk()).undoTicket(id, at)));
}
