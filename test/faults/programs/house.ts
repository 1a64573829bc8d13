import { type House, openHouse } from "../../../src/house/house.ts";
import { configFrom } from "../../../src/config/load.ts";
import type { Actor } from "../../../src/gate/actor.ts";

/** Who asks and answers in every process. */
export const person: Actor = { principal: "local:taro", face: "mcp", asking: "form" };

/** The house that the environment describes; a process counts as alive for `LEASE_MS` without a sign of life. */
export function openNamedHouse(): Promise<House> {
  return openHouse(configFrom(process.env), {
    leaseMs: Number(process.env["LEASE_MS"]),
    onFault: (error) => {
      throw error;
    },
  });
}
