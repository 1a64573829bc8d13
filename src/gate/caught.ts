import type { Operation } from "../../tools/operation.ts";
import { SssError } from "../sss/errors.ts";
import { type Ending, endingOf } from "./outcome.ts";

/** Takes a step of an operation, and gives what it throws as the ending that it stands for; a fault of ours is told too. */
export async function caught<Result>(
  operation: Operation,
  { onFault }: { readonly onFault: (error: unknown) => void },
  step: () => Promise<Result>,
): Promise<Result | Exclude<Ending, { readonly kind: "done" }>> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SssError)) onFault(error);
    return endingOf(operation, error);
  }
}
