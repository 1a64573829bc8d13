import { randomUUID } from "node:crypto";
import { type Check, defineCheck } from "../check.ts";
import { fault, ok, skipped, warning } from "../finding.ts";
import { seenBy, unready } from "../seen-store.ts";

/** What the probe leaves where the program dies in its midst is gone after that. */
const probeLifeMs = 60_000;
/** Every consent takes some writes. */
const slowMs = 500;
/** Verified in a fraction of a second. */
const wholeRows = 20_000;

const write = defineCheck({
  id: "store-write",
  group: "store",
  title: "Write to the store",
  needs: "store",
  async run(means) {
    const reason = await unready(means);
    if (reason !== undefined) return skipped(reason);
    const { notes } = await means.store();
    const key = randomUUID();
    const isPut = await notes.add("doctor", key, {}, means.now(), means.now() + probeLifeMs);
    const isThere = (await notes.get("doctor", key, means.now())) !== undefined;
    // The second write is timed: the first may have had to connect.
    const begun = performance.now();
    await notes.remove("doctor", key);
    const tookMs = Math.ceil(performance.now() - begun);
    if (!isPut || !isThere)
      return fault("What was written was not there.", "Look at the log of the database.");
    return tookMs < slowMs
      ? ok(`A write takes ${tookMs} ms; nothing of it is left.`)
      : warning(
          `A write takes ${tookMs} ms, and every consent takes several.`,
          "Move the state to a faster disk, or the server nearer to its database.",
        );
  },
});

const audit = defineCheck({
  id: "audit-chain",
  group: "store",
  title: "Audit chain",
  needs: "store",
  async run(means) {
    const reason = await unready(means);
    if (reason !== undefined) return skipped(reason);
    const { audit: trail } = await means.store();
    const { seq } = await trail.head();
    if (seq === 0) return ok("It is empty: nothing was written yet.");
    const verdict = await trail.verify(undefined, wholeRows);
    if (!verdict.ok) {
      return fault(
        `It does not hold: ${verdict.reason}.`,
        "Stop all writes (SSS_OPS_READ_ONLY=true), keep a copy of the store, and compare with a backup: sss-ops audit verify",
      );
    }
    const part = verdict.rows < seq ? `The last ${verdict.rows} of ${seq} rows hold` : `All ${seq} rows hold`;
    return ok(`${part}; the head is ${seq}:${verdict.head.slice(0, 12)}….`);
  },
});

const processes = defineCheck({
  id: "processes",
  group: "store",
  title: "Processes on the store",
  needs: "store",
  async run({ inspection }) {
    const seen = await seenBy(inspection);
    if (typeof seen === "string") return skipped(seen);
    const { processes: live } = seen;
    return ok(
      live === 0 ? "None works on tickets just now." : `${live} ${live === 1 ? "works" : "work"} on tickets.`,
    );
  },
});

const tickets = defineCheck({
  id: "tickets",
  group: "store",
  title: "Tickets left behind",
  needs: "store",
  async run(means) {
    const reason = await unready(means);
    if (reason !== undefined) return skipped(reason);
    const { tickets: kept } = await means.store();
    const orphans = await kept.orphans(means.now());
    if (orphans.length === 0) return ok("None waits for a process that is gone.");
    return warning(
      `The process of ${orphans.map(({ id }) => id).join(", ")} is gone, in the midst of it.`,
      "Start `sss-ops serve`: it looks on SSS what became of them. Until then, do not repeat them.",
    );
  },
});

/** Whether the store takes what it is given, and holds what was written. */
export const keptChecks: readonly Check[] = [write, audit, processes, tickets];
