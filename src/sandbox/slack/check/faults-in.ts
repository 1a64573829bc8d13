import { fieldsOf, listOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { surfaces } from "./surfaces.ts";
import { faultsBetween } from "./whole.ts";
import { faultsOf, toFault } from "./words.ts";

/**
 * Everything for which Slack would refuse this message (an object with `blocks`), modal or home tab, each as Slack
 * says it: `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`. Nothing: it would be taken.
 */
export function faultsIn(kind: "message" | "modal" | "home", payload: unknown): readonly string[] {
  const root = kind === "message" ? [] : ["view"];
  const faults = faultsOf(surfaces[kind], payload, root);
  // Rules between blocks say little where the blocks themselves are wrong.
  if (faults.length > 0) return faults;
  const view = fieldsOf(payload);
  const between = faultsBetween(listOf(view["blocks"]), [...root, "blocks"]);
  return kind === "modal" && lacksSubmit(view)
    ? [...between, toFault("submit is required when there are input blocks", root)]
    : between;
}

function lacksSubmit({ blocks, submit }: Fields): boolean {
  return submit === undefined && listOf(blocks).some((block) => fieldsOf(block)["type"] === "input");
}
