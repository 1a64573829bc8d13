import type { Operation } from "../../tools/operation.ts";
import { type Shape, shapeOf } from "../../tools/profile.ts";
import type { Caller } from "../access/caller.ts";
import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";
import type { Toolbox } from "./tools/toolbox.ts";

/** Somebody who asks for a resource, a prompt or a completion, and what they may use. */
export interface Visitor {
  readonly gate: Gate;
  readonly caller: Caller;
  readonly actor: Actor;
  /** Whether each operation is a tool of its own to them, or reached by search. */
  readonly shape: Shape;
  /** What an answer costs at most, in tokens. */
  readonly replyTokens: number;
  /** Whether they have an operation, in whichever way. */
  has(operation: string): boolean;
  /** Why they do not have an operation; undefined where they do, and where only the policy refuses it. */
  whyNot(operation: Operation): string | undefined;
}

/** The visitor that a caller is: what they have as tools is what they have here. */
export function createVisitor(
  { caller, actor }: Pick<Visitor, "caller" | "actor">,
  { toolbox, ...means }: Pick<Visitor, "gate" | "replyTokens"> & { readonly toolbox: Toolbox },
): Visitor {
  const reach = toolbox.reachOf(caller, actor);
  const names = new Set(reach.tools().map(({ name }) => name));
  return {
    ...means,
    caller,
    actor,
    shape: shapeOf(caller.profiles),
    has: (operation) => names.has(operation),
    whyNot: ({ name }) => reach.whyNot(name),
  };
}
