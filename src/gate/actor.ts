import type { Party } from "../store/records.ts";
import type { Asking } from "./doors.ts";

/** Who asks, as the face authenticated them; nothing here comes from an argument of the call. */
export interface Actor extends Party {
  readonly face: "mcp" | "terminal" | "slack" | "page" | "gate";
  /** How the person in front of this client can be asked, in the call itself. */
  readonly asking: Asking;
}

/** An actor as it is put on record. */
export function toParty({ asking: _asking, ...party }: Actor): Party {
  return party;
}
