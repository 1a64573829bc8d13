import { catalog } from "../../../tools/index.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Ticket } from "../../gate/ticket.ts";
import { section } from "../views/blocks.ts";
import { homeView } from "./home-view.ts";
import { type WaitingRequests, createWaitingRequests } from "./waiting-requests.ts";
import type { Caller } from "../payloads.ts";
import type { People, Standing } from "../people/people.ts";
import type { Surface } from "../surface.ts";

/** The operations that a press starts. */
const quick = ["list_users", "list_tenants", "list_approval_requests", "create_user"];
/** Of very many tickets the newest are looked through. */
const mostTickets = 200;
const mostRecent = 10;

/** What home tabs are shown with. */
export interface HomesOptions {
  readonly gate: Gate;
  readonly surface: Surface;
  readonly people: People;
  readonly now: () => number;
}

/** The home tabs that people have opened, which follow what happens. */
export interface Homes {
  /** Shows somebody their home tab, and from then on keeps it up to date. */
  open(caller: Caller): Promise<void>;
  /** Shows all of them anew. */
  refresh(): Promise<void>;
}

/** Of very many people the last ones who looked: whoever comes back later opens it anew. */
const mostHomes = 50;

/** Home tabs, of which nobody has opened one yet. */
export function createHomes(desk: HomesOptions): Homes {
  const callers = new Map<string, Caller>();
  const requests = createWaitingRequests(desk);
  const show = async (caller: Caller) =>
    showHome({ ...desk, requests }, caller.userId, await desk.people.standingOf(caller));
  return {
    async open(caller) {
      callers.delete(caller.userId);
      callers.set(caller.userId, caller);
      for (const userId of [...callers.keys()].slice(0, -mostHomes)) callers.delete(userId);
      await show(caller);
    },
    async refresh() {
      await Promise.all([...callers.values()].map(show));
    },
  };
}

/** Shows somebody what waits for them, what they asked for and what happened, on the app's home tab. */
async function showHome(
  desk: HomesOptions & { readonly requests: WaitingRequests },
  userId: string,
  person: Standing,
): Promise<void> {
  const { surface, gate, now } = desk;
  const { language } = person;
  if (person.kind === "stranger") {
    return surface.publishHome(userId, { type: "home", blocks: [section(person.why[language])] });
  }
  const { actor } = person;
  const tickets = await gate.list({ limit: mostTickets });
  const waiting = await desk.requests();
  const isMine = ({ requester }: Ticket) => gate.isSameHuman(requester, actor);
  const isApprover = gate.isApprover(actor);
  const open = tickets.filter((ticket) => ticket.state === "open" && gate.isAnsweredAt(ticket, "slack"));
  await surface.publishHome(
    userId,
    homeView({
      language,
      now: now(),
      isApprover,
      waitingForMe: open.filter((ticket) => gate.approversOf(ticket).includes(actor.principal)),
      requests: waiting.map(({ request }) => request),
      accountOf: (request) => waiting.find((one) => one.request === request)?.account,
      mine: open.filter(isMine),
      recent: tickets
        .filter((ticket) => ticket.state !== "open" && (isApprover || isMine(ticket)))
        .slice(0, mostRecent),
      quick: catalog.filter((operation) => quick.includes(operation.name) && gate.isOffered(operation)),
    }),
  );
}
