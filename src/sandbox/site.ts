import type { Incoming } from "./incoming.ts";
import type { FaultList } from "./faults.ts";
import type { Accounts } from "./seed.ts";
import type { World } from "./world.ts";

/** A running sandbox, as its parts know it. */
export interface Site {
  readonly world: World;
  readonly faults: FaultList;
  readonly accounts: Accounts;
  readonly tokenLifeMs: number;
  /** False: unscoped tokens carry no catalog, as with the real service. */
  readonly unscopedCatalog: boolean;
}

/** The addresses a caller reaches the services at. */
export interface Endpoints {
  readonly keystone: string;
  /** Up to and including `/api`. */
  readonly sss: string;
}

/** The sandbox's own addresses, in the words the caller used: his host, and GL1's paths if he came by them. */
export function endpointsOf({ path, origin }: Incoming): Endpoints {
  const gl1 = /^\/(sss|keystone)(\/|$)/.test(path);
  return gl1
    ? { keystone: `${origin}/keystone/v3`, sss: `${origin}/sss/api` }
    : { keystone: `${origin}/v3`, sss: `${origin}/api` };
}
