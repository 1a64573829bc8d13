import { describe, expect, test } from "vitest";
import { type Cell, consentTable } from "../../src/gate/table.ts";

const cells = consentTable();

function titleOf({ client, risk, policy, door }: Cell): string {
  return `client ${client}, ${risk}, policy ${policy}, door ${door}`;
}

test("every combination has one cell", () => {
  expect(cells).toHaveLength(5 * 3 * 3 * 4);
  expect(new Set(cells.map(titleOf)).size).toBe(cells.length);
});

/** What has to hold, said anew and without the code under test: whose answer, and where it can be given. */
function expected({ client, risk, policy, door }: Cell): Pick<Cell, "runs"> & { readonly outcome: RegExp } {
  if (policy === "denied") return { runs: "never", outcome: /^denied \(operation_denied\)/ };
  if (risk === "read") return { runs: "at once", outcome: /^runs/ };
  const runs = risk === "destroy" ? "after the typed name" : "after a yes";
  const wanted = risk === "destroy" ? "typed name" : "a yes";
  if (policy === "second") {
    return door === "none"
      ? { runs: "never", outcome: /^denied \(no_door\)/ }
      : { runs: "after another person", outcome: new RegExp(`^pending: .*${wanted} from a second person`) };
  }
  if (client === "lying")
    return { runs, outcome: new RegExp(`${wanted} by itself: no proof of a person; still`) };
  if (client === "form" || client === "both")
    return { runs, outcome: new RegExp(`^asks in the client.*${wanted}`) };
  return door === "none"
    ? { runs: "never", outcome: /^denied \(cannot_ask\)/ }
    : { runs, outcome: new RegExp(`^pending: .*${wanted} from the requester`) };
}

test.for(cells.map((cell) => [titleOf(cell), cell] as const))("%s", ([, cell]) => {
  const { runs, outcome } = expected(cell);
  expect(cell.runs).toBe(runs);
  expect(cell.outcome).toMatch(outcome);
});

describe("no cell lets a write through without the consent its policy wants", () => {
  const writes = cells.filter(({ risk }) => risk !== "read");

  test("none runs at once, and none that is denied runs", () => {
    expect(writes.filter(({ runs }) => runs === "at once")).toEqual([]);
    expect(writes.filter(({ policy, runs }) => policy === "denied" && runs !== "never")).toEqual([]);
  });

  test("none that wants a second person is answered by the requester's client, lying or not", () => {
    const wrong = writes.filter(
      ({ policy, runs, outcome }) =>
        policy === "second" &&
        ((runs !== "after another person" && runs !== "never") || outcome.includes("in the client")),
    );
    expect(wrong).toEqual([]);
  });

  test("none that destroys runs after a mere yes", () => {
    expect(writes.filter(({ risk, runs }) => risk === "destroy" && runs === "after a yes")).toEqual([]);
  });
});
