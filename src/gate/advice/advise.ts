import type { Outcome } from "../outcome.ts";
import type { Request } from "../request.ts";
import { type Advice, type AdviceMeans, type FailedCall, nothing } from "./advice.ts";
import { aboutMissing } from "./missing.ts";
import { aboutRole } from "./role.ts";

/** An outcome with what helps on from it, as far as reads tell; as it was where they tell nothing. */
export async function advised<Result extends Outcome>(
  outcome: Result,
  { operation, input, actor }: Request,
  means: AdviceMeans,
): Promise<Result> {
  if (outcome.kind !== "failed" || typeof input !== "object" || input === null) return outcome;
  const { message, ...more } = await adviceOn(outcome.code, { operation, input: { ...input }, actor }, means);
  const data = { ...outcome.data, ...more.data };
  return {
    ...outcome,
    ...more,
    ...(message === undefined ? {} : { message: `${outcome.message} ${message}` }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
}

async function adviceOn(code: string, call: FailedCall, means: AdviceMeans): Promise<Advice> {
  switch (code) {
    case "not_found":
      return aboutMissing(call, means);
    case "forbidden":
      return aboutRole(call, means);
    default:
      return nothing;
  }
}
