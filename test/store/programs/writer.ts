// Opens one ticket after the other and names each on a line of its own once it is acknowledged, until it is killed.
import { newEvent, newTicket } from "../samples.ts";
import { holderName, openNamedStore, say } from "./environment.ts";

const store = await openNamedStore();
for (let number = 0; ; number += 1) {
  const id = `${holderName()}-${number}`;
  await store.tickets.open(newTicket(id), newEvent({ ticketId: id }));
  say(id);
}
