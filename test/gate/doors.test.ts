import { describe, expect, test } from "vitest";
import { type Asking, type DoorKind, type Route, routeOf, terminalDoor } from "../../src/gate/doors.ts";
import type { Decision } from "../../src/gate/policy/decision.ts";

const allow: Decision = { kind: "allow", rule: "reads" };
const refused: Decision = { kind: "deny", code: "frozen", message: "no", rule: "freeze" };

function confirm(by: "self" | "second"): Decision {
  return { kind: "confirm", by, wanted: "name", approvers: ["local:hanako"], lifeMs: 1, rule: "r" };
}

const askings: readonly Asking[] = ["form", "url", "both", "terminal", "page", "none"];

describe("whoever asked confirms", () => {
  test.for<[Asking, readonly DoorKind[], Route]>([
    ["form", [], { kind: "ask", by: "form" }],
    ["form", ["page"], { kind: "ask", by: "form" }],
    ["both", [], { kind: "ask", by: "form" }],
    ["terminal", [], { kind: "ask", by: "terminal" }],
    ["page", [], { kind: "ask", by: "page" }],
    ["url", [], { kind: "deny", code: "cannot_ask" }],
    ["url", ["page", "slack"], { kind: "wait", at: ["page", "slack"] }],
    ["none", [], { kind: "deny", code: "cannot_ask" }],
    ["none", ["terminal"], { kind: "wait", at: ["terminal"] }],
  ])("asked by %s, with the doors %o", ([asking, doors, route]) => {
    expect(routeOf(confirm("self"), asking, doors)).toEqual(route);
  });
});

describe.for(askings)("asked by %s", (asking) => {
  test("a second person is never asked in the requester's client", () => {
    expect(routeOf(confirm("second"), asking, [])).toEqual({ kind: "deny", code: "no_door" });
    expect(routeOf(confirm("second"), asking, ["slack"])).toEqual({ kind: "wait", at: ["slack"] });
  });

  test("what is allowed runs and what is refused does not", () => {
    expect(routeOf(allow, asking, [])).toEqual({ kind: "run" });
    expect(routeOf(refused, asking, ["terminal", "page", "slack"])).toEqual({ kind: "deny", code: "frozen" });
  });
});

test("the terminal says what to run", () => {
  expect(terminalDoor).toMatchObject({ kind: "terminal" });
  expect(terminalDoor.where("abc").en).toBe("run: sss-ops tickets approve abc");
});
