import type { Operation } from "../../tools/operation.ts";

/** Whether an operation takes this input. */
export function takes(operation: Operation, input: Record<string, unknown>): boolean {
  return operation.input.safeParse(input).success;
}

/** Why an operation refuses this input; empty when it takes it. */
export function faultsOf(operation: Operation, input: Record<string, unknown>): readonly string[] {
  return operation.input.safeParse(input).error?.issues.map(({ message }) => message) ?? [];
}
