import type * as z from "zod";
import type { Fields } from "../plain.ts";
import type { Sockets } from "../transport/socket.ts";
import type { FaultList } from "../faults.ts";
import type { World } from "../world.ts";
import { checked } from "./arguments.ts";

/** What the methods work on. */
export interface Site {
  readonly world: World;
  readonly sockets: Sockets;
  readonly faults: FaultList;
}

/** A method of the Web API: takes the body of a call and gives the answer without `ok`. */
export type Method = (site: Site, body: Fields) => Fields;

/** A method whose arguments are checked first. @throws {@link ApiError} from the method */
export function method<Schema extends z.ZodType>(
  schema: Schema,
  run: (site: Site, input: z.output<Schema>) => Fields,
): Method {
  return (site, body) => run(site, checked(schema, body));
}
