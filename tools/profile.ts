import { catalog } from "./index.ts";
import { type Operation, type Risk, risks } from "./operation.ts";
import { isNamed } from "./pattern.ts";
import { partsOf } from "./workflow.ts";

/** Whether every operation is a tool of its own, or four tools find and run them all. */
export type Shape = "full" | "search";

/** A choice among the operations. It only ever takes away: what several profiles leave is what all of them do. */
export interface Profile {
  /** As it was written. */
  readonly text: string;
  /** Absent: whatever another profile says, else `full`. */
  readonly shape?: Shape;
  /** The widest risk that is left. */
  readonly most: Risk;
  /** Names of toolsets and patterns of operations; empty for all. */
  readonly only: readonly string[];
  /** Toolsets and patterns of operations that are left out, whatever else is said. */
  readonly without: readonly string[];
}

/** The operations by what they are about: the first words of their commands. */
export const toolsets: Readonly<Record<string, readonly string[]>> = {
  users: ["user", "update-api-keypair"],
  tenants: ["tenant"],
  roles: ["role"],
  contracts: ["contract"],
  channels: ["channel"],
  iam: ["iam"],
  approvals: ["approval"],
  transactions: ["transaction"],
  "contract-groups": ["contract-group"],
  "user-types": ["user-type"],
  menus: ["menu"],
  notifications: ["notification"],
  billing: ["billing"],
  workspaces: ["workspace", "workspace-role-assignment"],
};

/** A profile, or what keeps a text from being one. */
export type Profiled = { readonly profile: Profile } | { readonly fault: string };

/**
 * Reads a profile from words with commas between: `full` or `search`; `read-only` or `no-destroy`; toolsets and names of
 * operations to keep, `*` for any part of a name; and the same with a dash in front to leave out.
 */
export function parseProfile(text: string): Profiled {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const fault = words.map(faultOf).find((found) => found !== undefined);
  if (fault !== undefined) return { fault };
  const shape = (["search", "full"] as const).find((one) => words.includes(one));
  const profile: Profile = {
    text: words.join(","),
    ...(shape === undefined ? {} : { shape }),
    most: words.includes("read-only") ? "read" : words.includes("no-destroy") ? "change" : "destroy",
    only: words.filter((word) => !isSwitch(word) && !word.startsWith("-")),
    without: words.filter((word) => word.startsWith("-")).map((word) => word.slice(1)),
  };
  return { profile };
}

/** How the tools are shown under several profiles: as the last one says that says anything. */
export function shapeOf(profiles: readonly Profile[]): Shape {
  return profiles.findLast(({ shape }) => shape !== undefined)?.shape ?? "full";
}

/** The first of the profiles that leaves an operation out, or any it is made of; undefined where none does. */
export function leftOutBy(profiles: readonly Profile[], operation: Operation): Profile | undefined {
  return profiles.find(
    (profile) =>
      !allowsRisk(profile, operation.risk) ||
      (profile.only.length > 0 && !profile.only.some((word) => isMeant(word, operation))) ||
      profile.without.some((word) => partsOf(operation).some((part) => isMeant(word, part))),
  );
}

/** Whether a profile leaves anything of a risk. */
export function allowsRisk({ most }: Profile, risk: Risk): boolean {
  return risks.indexOf(risk) <= risks.indexOf(most);
}

const switches = ["full", "search", "read-only", "no-destroy"];

function isSwitch(word: string): boolean {
  return switches.includes(word);
}

function isMeant(word: string, { name, command }: Operation): boolean {
  const resources = Object.hasOwn(toolsets, word) ? toolsets[word] : undefined;
  return resources?.includes(command.split(" ")[0] ?? "") ?? isNamed(name, word);
}

function faultOf(word: string): string | undefined {
  const pattern = word.replace(/^-/, "");
  if (isSwitch(word) || Object.hasOwn(toolsets, pattern)) return undefined;
  const isPattern = /^[a-z_*]+$/.test(pattern);
  if (isPattern && catalog.some(({ name }) => isNamed(name, pattern))) return undefined;
  const shown = JSON.stringify(word.slice(0, 60));
  return `${shown} is no part of a profile: expected ${switches.join(", ")}, a toolset (${Object.keys(toolsets).join(", ")}), or the name of an operation, * for any part of it, - in front to leave it out`;
}
