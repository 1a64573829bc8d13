import type { Gate } from "../gate/gate.ts";
import type { Accounts } from "./accounts.ts";
import type { Links } from "../store/links.ts";
import type { NoteStore } from "../store/port.ts";
import type { Choices } from "./forms/choices.ts";
import type { Homes } from "./home/homes.ts";
import type { People } from "./people/people.ts";
import type { RequestRef } from "./requests/request-key.ts";
import type { MessageRef, Surface } from "./surface.ts";

/** What all handlers work with. */
export interface Desk {
  readonly gate: Gate;
  readonly accounts: Accounts;
  readonly surface: Surface;
  readonly people: People;
  readonly choices: Choices;
  readonly homes: Homes;
  /** Opened with the first use: whoever only asks for help needs no store. */
  readonly notes: () => Promise<NoteStore>;
  readonly links: () => Promise<Links>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Brings a message that shows a ticket up to date, even one whose place was never learned. */
  readonly redraw: (ref: MessageRef, ticketId: string) => void;
  /** Shows on its card that an approval request was decided, if it was. */
  readonly closeRequest: (request: RequestRef) => void;
}
