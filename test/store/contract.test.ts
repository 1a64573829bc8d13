import { describe } from "vitest";
import { auditContract } from "./contract/audit.ts";
import { leasesContract } from "./contract/leases.ts";
import { notesContract } from "./contract/notes.ts";
import { openingContract } from "./contract/opening.ts";
import { ticketsContract } from "./contract/tickets.ts";
import { transferContract } from "./contract/transfer.ts";
import { engines } from "./engines.ts";

describe.for(engines)("on $name", (engine) => {
  openingContract(engine);
  ticketsContract(engine);
  auditContract(engine);
  leasesContract(engine);
  notesContract(engine);
  transferContract(engine);
});
