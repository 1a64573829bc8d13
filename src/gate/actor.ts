import type { Party } from "../store/records.ts";
import type { Asking } from "./doors.ts";

/** Who asks, as the face authenticated them; only the account may come from an argument of the call. */
export interface Actor extends Party {
  readonly face: "mcp" | "terminal" | "slack" | "page" | "gate";
  /** How the person in front of this client can be asked, in the call itself. */
  readonly asking: Asking;
  /** The account they mean, by its name, where there are several. It is chosen, and no part of who they are. */
  readonly account?: string;
}

/** An actor as it is put on record. */
export function toParty({ asking: _asking, account: _account, ...party }: Actor): Party {
  return party;
}

/** An actor who means an account; nothing changes where none is named. */
export function meaning(actor: Actor, account: string | undefined): Actor {
  return account === undefined ? actor : { ...actor, account };
}
