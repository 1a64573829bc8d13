import type { Operation, Text } from "../../tools/operation.ts";
import { formPathOf } from "./form-path.ts";
import type { Decision } from "./policy/decision.ts";

type Confirm = Extract<Decision, { readonly kind: "confirm" }>;

/** What the requester's own client can be asked by, in the call itself. */
export type Asking = "form" | "url" | "both" | "terminal" | "slack" | "page" | "none";

/** Where else a person can answer a waiting ticket. */
export type DoorKind = "terminal" | "page" | "slack";

/**
 * A place where people answer tickets. On the terminal that is who is logged in on the server's machine; on the page
 * and in Slack whoever is authenticated there. Whether their answer counts is decided by the ticket, not by the door.
 */
export interface Door {
  readonly kind: DoorKind;
  /** What to tell people, such as `run: sss-ops tickets approve ID`. */
  readonly where: (ticketId: string) => Text;
  /** The address of a ticket there, for a browser. */
  readonly linkTo?: (ticketId: string) => string | undefined;
  /** The address of a form there that takes the input of a write, with what is not secret of it filled in. */
  readonly formFor?: (operation: Operation, input: Readonly<Record<string, unknown>>) => string | undefined;
}

/** Where among the doors a person fills in an operation's form; undefined where none has one. */
export function formAt(doors: readonly Door[]): NonNullable<Door["formFor"]> {
  return (operation, input) =>
    doors.map((door) => door.formFor?.(operation, input)).find((found) => found !== undefined);
}

/** The ticket's page on the console, once it is known where that is; forms there are of `account` where there are several. */
export function pageDoor(consoleUrl: () => string | undefined, account?: string): Door {
  const linkTo = (ticketId: string) => {
    const url = consoleUrl();
    return url === undefined ? undefined : `${url}/tickets/${ticketId}`;
  };
  return {
    kind: "page",
    where: (ticketId) => {
      const link = linkTo(ticketId) ?? `/tickets/${ticketId}`;
      return { en: `open ${link} on the console`, ja: `コンソールで ${link} を開いてください` };
    },
    linkTo,
    formFor: (operation, input) => {
      const url = consoleUrl();
      return url === undefined ? undefined : `${url}${formPathOf(operation, input, account)}`;
    },
  };
}

/** The approvals channel in Slack. */
export const slackDoor: Door = {
  kind: "slack",
  where: () => ({
    en: "press a button on its card in Slack",
    ja: "Slackのカードのボタンを押してください",
  }),
};

/** The terminal of the server's machine: it is there wherever the store is. */
export const terminalDoor: Door = {
  kind: "terminal",
  where: (ticketId) => ({
    en: `run: sss-ops tickets approve ${ticketId}`,
    ja: `サーバーのターミナルで次を実行してください: sss-ops tickets approve ${ticketId}`,
  }),
};

/** The way a call goes on: it runs, its requester is asked at once, a ticket waits at doors, or it is refused. */
export type Route =
  | { readonly kind: "run" }
  | { readonly kind: "ask"; readonly by: "form" | "terminal" | "slack" | "page" }
  | { readonly kind: "wait"; readonly at: readonly DoorKind[] }
  | {
      readonly kind: "deny";
      readonly code: "cannot_ask" | "no_door" | Extract<Decision, { kind: "deny" }>["code"];
    };

/** The route that gives a decision the consent it wants. Where no way leads to it the call is refused: it fails closed. */
export function routeOf(decision: Decision, asking: Asking, doors: readonly DoorKind[]): Route {
  switch (decision.kind) {
    case "allow":
      return { kind: "run" };
    case "deny":
      return { kind: "deny", code: decision.code };
    case "confirm":
      // A second person is never asked through the requester's client: it would be the requester who answers.
      return decision.by === "second"
        ? waitAt(openFor(decision, doors), "no_door")
        : askOrWait(asking, openFor(decision, doors));
  }
}

/** The doors that the policy leaves open for this call. */
function openFor({ notFromSlack }: Confirm, doors: readonly DoorKind[]): readonly DoorKind[] {
  return notFromSlack === true ? doors.filter((kind) => kind !== "slack") : doors;
}

function askOrWait(asking: Asking, doors: readonly DoorKind[]): Route {
  switch (asking) {
    case "form":
    case "both":
      return { kind: "ask", by: "form" };
    case "terminal":
      return { kind: "ask", by: "terminal" };
    case "slack":
      return { kind: "ask", by: "slack" };
    case "page":
      return { kind: "ask", by: "page" };
    case "url":
    case "none":
      return waitAt(doors, "cannot_ask");
  }
}

function waitAt(doors: readonly DoorKind[], code: "cannot_ask" | "no_door"): Route {
  return doors.length > 0 ? { kind: "wait", at: doors } : { kind: "deny", code };
}
