import { faultsIn } from "../check/faults-in.ts";
import { fieldsOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { changeView, closeView, createView, mostViews, replaceView, stackOf } from "../views.ts";
import type { OpenView, World } from "../world.ts";
import { elementsAt } from "./place.ts";

/** Does with a submitted modal what the app answered; gives what is wrong with the answer, if something is. */
export function applyAck(world: World, view: OpenView, ack: Fields): string | undefined {
  switch (ack["response_action"]) {
    case undefined:
      if (Object.keys(ack).length > 0) return notUnderstood(ack);
      closeView(world, view);
      return undefined;
    case "clear":
      world.stacks.set(view.userId, []);
      return undefined;
    case "errors":
      return showErrors(world, view, fieldsOf(ack["errors"]));
    case "update":
    case "push":
      return showView(world, view, ack);
    default:
      return notUnderstood(ack);
  }
}

/** What is told about an answer that Slack cannot use. */
export function notUnderstood(ack: Fields): string {
  return `The app's response is not valid: ${JSON.stringify(ack).slice(0, 300)}`;
}

/** Errors are taken only for input blocks that are there. */
function showErrors(world: World, view: OpenView, errors: Fields): string | undefined {
  const inputs = elementsAt({ view }).filter(({ block }) => block["type"] === "input");
  const ids = new Set(inputs.map(({ blockId }) => blockId));
  const entries = Object.entries(errors).map(([id, text]) => [id, String(text)] as const);
  const isValid = entries.length > 0 && entries.every(([id, text]) => ids.has(id) && text !== "");
  if (!isValid) return notUnderstood({ response_action: "errors", errors });
  replaceView(world, { ...view, errors: Object.fromEntries(entries) });
  return undefined;
}

function showView(
  world: World,
  view: OpenView,
  { response_action: action, view: sent }: Fields,
): string | undefined {
  const faults = faultsIn("modal", sent);
  if (faults.length > 0) return `The app's view is not valid: ${faults.join(" ")}`;
  if (action === "update") {
    replaceView(world, changeView(world, view, fieldsOf(sent)));
    return undefined;
  }
  const stack = stackOf(world, view.userId);
  if (stack.length >= mostViews) return "push_limit_reached";
  world.stacks.set(view.userId, [...stack, createView(world, view.userId, fieldsOf(sent), view)]);
  return undefined;
}
