import type * as z from "zod";

/** A sentence in both languages the product speaks. MCP shows English; people see their own. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}

/** What an operation does to the account. The MCP hints are derived from it. */
export type Effect = "read" | "create" | "update" | "delete";

/** How much consent an operation takes: none, a confirmation, or the target's name typed by a person. */
export type Risk = (typeof risks)[number];

/** The risks, each above those before it. */
export const risks = ["read", "change", "destroy"] as const;

/** Who SSS lets do it: anyone with a token, a super user (contract owner), or a partner's user. */
export type Role = "any" | "super_user" | "partner";

/** The API versions an operation can be called in, as they stand in the URL after `/api/`. */
export type Version = "v1.0" | "v2";

/** HTTP method and path below `/api/{version}`; `{field}` is filled from the input field of that name. */
export type Route = `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`;

/** The read that shows the thing acted on, and the field of its answer that names it for a person. */
export interface Target {
  readonly operation: string;
  readonly name: string;
}

/** A read that shows what hangs on a target, whole or only the rows of its list that have to do with it. */
export interface Impact {
  readonly operation: string;
  /** The field of the answer that holds the list, or the tree. */
  readonly in?: string;
  /** Keeps the rows in which this field's value stands anywhere, as the input or the target has it. */
  readonly about?: string;
  /** Looks for it in the answer of this read of each row, where the list does not show it. */
  readonly read?: string;
  /** Instead of a list: the one record, at any depth, that has this field as the input has it. */
  readonly find?: string;
  /** The read is of the account's own contract, whose id neither input nor target tells. */
  readonly ofOwnContract?: true;
  /** Keeps the rows with these values. */
  readonly where?: Readonly<Record<string, unknown>>;
}

/** How an operation without an endpoint of its own picks one row out of a list. */
export interface Find {
  /** The input field that holds what is looked for; it is not sent upstream. */
  readonly by: string;
  /** The field of the answer that holds the list. */
  readonly in: string;
  /** The fields of a row it is compared with: the id first, then the names. */
  readonly matching: readonly [string, ...string[]];
}

/** The fields of an answer that carry the key pair replacing the one this server runs on. */
export interface Rotation {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** A shorter command for an operation, with some of its input given already. */
export interface Alias {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly summary: Text;
}

/** What can be asked for, as data: everything the faces and the gate need to know of it. */
export interface Operation {
  /** Verb and noun, `[a-z_]`, at most 40 characters, never reused: the MCP tool's name. */
  readonly name: string;
  /** The words after `/sss` and on the command line, such as `user delete`. */
  readonly command: string;
  readonly aliases?: readonly Alias[];
  readonly title: Text;
  /** One or two sentences; the first holds the words people search with. */
  readonly summary: Text;
  readonly effect: Effect;
  readonly risk: Risk;
  readonly role: Role;
  /** Strict: an unknown argument is refused by name. Path parameters, then query (GET) or JSON body. */
  readonly input: z.ZodObject;
  /** Loose: unknown fields pass, known ones may be missing. */
  readonly output: z.ZodObject;
  /**
   * What a person is asked before a write. `{field}` is filled from the input, else from the target's
   * answer; the target's name is always the one it has now.
   */
  readonly confirm?: Text;
  readonly target?: Target;
  readonly impact: readonly Impact[];
  /** How it is reversed; a read has none. */
  readonly undo?: Undo | undefined;
}

/** One call of SSS: an operation with what the client and the sandbox need to know of it. */
export interface Endpoint extends Operation {
  readonly route: Route;
  /** The versions that have it; the setting chooses where there are two. */
  readonly versions: readonly [Version, ...Version[]];
  /** The answer is 202 and a transaction id: `get_transaction` tells the end. */
  readonly transaction: boolean;
  readonly find?: Find;
  readonly rotation?: Rotation;
  /** Section of the upstream's API list that describes it. */
  readonly docs: string;
}

/** How a write is reversed, and what that leaves lost. */
export interface Undo {
  /** The operation that reverses it, or `none`. */
  readonly operation: string;
  /**
   * Where arguments of that operation stand in what is kept of the call, as a path with dots that begins with `answer`,
   * `input`, `before` or `impact`. The others come from where something has their name: what is required from the answer,
   * then the input, then the target as it was; of an operation that reverses itself the path's ids from the input, and
   * each field that was given from the target as it was.
   */
  readonly input?: Readonly<Record<string, string>>;
  /** Fields of the input that are not set back, though it is known what they were. */
  readonly kept?: readonly string[];
  /** What it does not bring back; for `none`, why. */
  readonly lost?: Text;
}

/** Whether an operation is one call of SSS. */
export function isEndpoint(operation: Operation): operation is Endpoint {
  return "route" in operation;
}

/** An operation as the one call of SSS that it has to be. Throws for one that is not. */
export function asEndpoint(operation: Operation): Endpoint {
  if (!isEndpoint(operation)) throw new Error(`${operation.name} is no call of SSS`);
  return operation;
}

/** The key pair that an operation replaces; undefined for one that leaves it alone. */
export function rotationOf(operation: Operation): Rotation | undefined {
  return isEndpoint(operation) ? operation.rotation : undefined;
}

/** Whether the answer of an operation is only that a transaction has begun. */
export function isTransaction(operation: Operation): boolean {
  return isEndpoint(operation) && operation.transaction;
}

type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

/** Makes a declaration fail to compile, naming the path parameters that no input field fills. */
type PathFilled<Path extends string, Input extends z.ZodObject> = [
  Exclude<PathParameter<Path>, keyof Input["shape"]>,
] extends [never]
  ? unknown
  : { readonly input: { readonly missing: Exclude<PathParameter<Path>, keyof Input["shape"]> } };

interface Write {
  readonly confirm: Text;
  /** Reads whose whole answer shows what hangs on the target, by name; or those of which only some rows do. */
  readonly impact?: readonly (string | Impact)[];
  /** How it is reversed: the name of an operation, or `none`, where there is no more to say. */
  readonly undo: string | Undo;
}

/** A read needs no consent; a write needs its question; a destroying one also the target whose name is typed. */
type Consent =
  | { readonly effect: "read" }
  | (Write & {
      readonly effect: "create" | "update";
      readonly risk?: "change";
      readonly target?: Target;
    })
  | (Write & {
      readonly effect: "create" | "update";
      readonly risk: "destroy";
      readonly target: Target;
    })
  | (Write & { readonly effect: "delete"; readonly target: Target });

type Declaration<Name extends string, Path extends Route, Input extends z.ZodObject> = Pick<
  Endpoint,
  "command" | "aliases" | "title" | "summary" | "role" | "output" | "docs" | "find" | "rotation"
> & {
  readonly name: Name;
  readonly route: Path;
  readonly input: Input;
  readonly versions?: Endpoint["versions"];
  readonly transaction?: true;
} & Consent &
  PathFilled<Path, Input>;

/**
 * Declares one call of SSS.
 *
 * Does not compile when a path parameter has no input field, a write has no confirmation text, or a
 * destroying operation has no target. `risk` follows from `effect` (read, change, and destroy for a delete)
 * unless raised by hand; `versions` is v1.0 unless said otherwise.
 */
export function defineOperation<
  const Name extends string,
  const Path extends Route,
  Input extends z.ZodObject,
>(
  declaration: Declaration<Name, Path, Input>,
): Endpoint & { readonly name: Name; readonly route: Path; readonly input: Input } {
  const impact = "impact" in declaration ? (declaration.impact ?? []) : [];
  return {
    versions: ["v1.0"],
    risk: riskOf(declaration.effect),
    ...declaration,
    impact: impact.map((read) => (typeof read === "string" ? { operation: read } : read)),
    undo: "undo" in declaration ? toUndo(declaration.undo) : undefined,
    transaction: declaration.transaction ?? false,
  };
}

function toUndo(undo: string | Undo): Undo {
  return typeof undo === "string" ? { operation: undo } : undo;
}

function riskOf(effect: Effect): Risk {
  switch (effect) {
    case "read":
      return "read";
    case "create":
    case "update":
      return "change";
    case "delete":
      return "destroy";
  }
}
