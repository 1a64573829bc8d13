import { toText } from "./json.ts";
import { type Resource, untrusted } from "./resource.ts";

const shownRows = 20;
const nothing = "Nothing that you asked for is on record yet. Reads are not recorded.";

/** What was asked, decided and done last. */
export const trailResource: Resource = {
  name: "audit_recent",
  uri: "sss://audit/recent",
  title: "Recent activity",
  description: `The newest ${shownRows} audit rows of what you asked for and did (of everybody's, for an approver), the newest first. ${untrusted}`,
  mimeType: "application/json",
  priority: 0.3,
  async read(_id, { gate, actor, replyTokens }) {
    const rows = await gate.trail(actor, shownRows);
    const shown = rows.length === 0 ? { note: nothing } : { rows: rows.map(toRow) };
    return { text: toText(shown, replyTokens) };
  },
};

type Row = Awaited<ReturnType<Parameters<Resource["read"]>[1]["gate"]["trail"]>>[number];

/** The hash is left out: it proves something only beside the whole chain, which `sss-ops audit verify` reads. */
function toRow({ seq, at, event, operation, actor, ticketId, details }: Row): Record<string, unknown> {
  const { principal, face, client } = actor;
  return {
    seq,
    at: new Date(at).toISOString(),
    event,
    operation,
    principal,
    face,
    client: client && `${client.name} ${client.version}`,
    ticket_id: ticketId,
    details,
  };
}
