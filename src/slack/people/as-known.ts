import type { Desk } from "../desk.ts";
import type { Caller } from "../payloads.ts";
import type { KnownPerson } from "./people.ts";
import type { Reply } from "./reply.ts";
import { turnAway } from "./turn-away.ts";

/** Somebody who wants something done, and where they are told if they may not. */
export interface Applicant {
  readonly caller: Caller;
  readonly reply: Reply;
  /** Where exactly they asked for it, to be put on record. */
  readonly where?: Readonly<Record<string, string>>;
  /** A modal that waits for the answer, or is being opened for it. */
  readonly viewId?: string | Promise<string | undefined> | undefined;
}

/** Does something for somebody who may act here; anybody else is told why they may not. */
export async function asKnown(
  desk: Pick<Desk, "people" | "surface">,
  { caller, reply, where, viewId }: Applicant,
  act: (person: KnownPerson, viewId: string | undefined) => Promise<void>,
): Promise<void> {
  const person = await desk.people.standingOf(caller, where);
  const openView = await viewId;
  return person.kind === "known" ? act(person, openView) : turnAway(desk, person, reply, openView);
}
