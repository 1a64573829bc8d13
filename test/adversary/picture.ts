import type { World } from "../../src/sandbox/world.ts";

/** What the world holds, thing by thing: where it stands, such as `tenants/ID`, and all that is known of it. */
type Picture = ReadonlyMap<string, string>;

/** Where what people own stands. Tokens come and go with every read. */
const places = [
  "contracts",
  "users",
  "workspaces",
  "tenants",
  "iamGroups",
  "iamRoles",
  "contractGroups",
  "approvals",
  "transactions",
] as const satisfies readonly (keyof World)[];

/** How the world is now. */
export function pictureOf(world: World): Picture {
  return new Map(
    places.flatMap((place) =>
      [...world[place]].map(([id, thing]) => [`${place}/${id}`, JSON.stringify(thing, asList)] as const),
    ),
  );
}

/** Where two pictures differ, in order. */
export function differencesOf(one: Picture, other: Picture): readonly string[] {
  const all = new Set([...one.keys(), ...other.keys()]);
  return [...all].filter((place) => one.get(place) !== other.get(place)).toSorted();
}

/** JSON shows nothing of a set or a map. */
function asList(_key: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...(value as Iterable<unknown>)] : value;
}
