import { cleaned } from "../answers/clean.ts";
import { cutTo } from "../answers/cut.ts";
import { withoutEmpties } from "../answers/empties.ts";

/** An answer as the text of a resource, as clean and as short as the reply of a tool. */
export function toText(answer: Record<string, unknown>, tokens: number): string {
  return JSON.stringify(cutTo(cleaned(withoutEmpties(answer)), tokens));
}
