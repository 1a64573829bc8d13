import type { types } from "@slack/bolt";
import { plainText } from "../views/blocks.ts";
import type { Incoming } from "./incoming.ts";
import type { Choice, Handlers, ViewAck } from "../payloads.ts";
import { within } from "../within.ts";

/** What Slack is answered with, in its own words, and what is done afterwards. */
export interface Answer {
  readonly ack?: unknown;
  readonly work?: (() => Promise<void>) | undefined;
}

/** How long options may take; Slack gives up after three seconds. */
const suggestMs = 2_000;
const mostOptions = 100;

/** Calls the handler of a delivery. Throws whatever that throws. */
export async function react(
  handlers: Handlers,
  incoming: Exclude<Incoming, { readonly kind: "unknown" }>,
): Promise<Answer> {
  switch (incoming.kind) {
    case "command": {
      const { ack, work } = handlers.command(incoming.payload);
      return { ack: ack === undefined ? undefined : { response_type: "ephemeral", ...ack }, work };
    }
    case "click":
      return handlers.click(incoming.payload);
    case "submit": {
      const { ack, work } = handlers.submit(incoming.payload);
      return { ack: ack === undefined ? undefined : toResponseAction(ack), work };
    }
    case "close":
      return handlers.close(incoming.payload);
    case "shortcut":
      return handlers.shortcut(incoming.payload);
    case "home":
      return handlers.home(incoming.payload);
    case "suggest": {
      const choices = (await within(suggestMs, handlers.suggest(incoming.payload))) ?? [];
      return { ack: { options: choices.slice(0, mostOptions).map(toOption) } };
    }
  }
}

function toResponseAction(ack: ViewAck): unknown {
  if ("errors" in ack) return { response_action: "errors", errors: ack.errors };
  return { response_action: "update", view: ack.update };
}

function toOption({ label, value }: Choice): types.PlainTextOption {
  return { text: plainText(label, 75), value };
}
