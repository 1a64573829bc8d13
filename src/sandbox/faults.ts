import * as z from "zod";

const faultKind = z.discriminatedUnion("kind", [
  // Answers as usual, but late. Node takes a longer wait for none at all.
  z.object({ kind: z.literal("latency"), ms: z.int().min(0).max(2_147_483_647) }),
  // Answers with this error, in the words of SSS, and does nothing.
  z.object({
    kind: z.literal("status"),
    status: z.union([z.literal(401), z.literal(403), z.literal(409), z.literal(429), z.literal(500)]),
    retryAfterSeconds: z.int().min(0).optional(),
  }),
  // 503 of the gateway: `{"fault":{"faultstring":…}}`.
  z.object({ kind: z.literal("gateway"), retryAfterSeconds: z.int().min(0).optional() }),
  // 403 of the IAM layer: `{"errorMessage":…}`.
  z.object({ kind: z.literal("iam-denial") }),
  // 500 in the old form: `{"SSSError":{…}}`.
  z.object({ kind: z.literal("sss-error") }),
  // The connection is gone, and nothing was done.
  z.object({ kind: z.literal("cut-before") }),
  // The connection is gone, and it was done.
  z.object({ kind: z.literal("cut-after") }),
  // It was done, and the connection goes in the middle of the answer.
  z.object({ kind: z.literal("half-body") }),
  // It was done, and the answer is a page of HTML with the right status.
  z.object({ kind: z.literal("not-json") }),
  // It was done, and the answer is JSON of so many bytes.
  z.object({ kind: z.literal("huge-body"), bytes: z.int().min(1).max(1_073_741_824).default(67_108_864) }),
  // No answer ever comes, and nothing was done.
  z.object({ kind: z.literal("hang") }),
]);

const faultPlace = z.object({
  /** HTTP method; any when left out. */
  method: z.string().optional(),
  /** Part of the path, or a regular expression; any when left out. */
  path: z.string().optional(),
  /** How many requests it strikes; every one when left out. */
  times: z.int().min(1).optional(),
});

/** Checks a fault that came over HTTP. */
export const faultSchema = z.intersection(faultPlace, faultKind);

/** What goes wrong, where, and how often. */
export type Fault = z.input<typeof faultSchema>;

/** What goes wrong with one request. */
export type FaultKind = z.output<typeof faultKind>;

/** The faults that are switched on. */
export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** What strikes this request: delays, and then at most one other fault, the one added first. */
  strike(method: string, path: string): readonly FaultKind[];
}

/** Creates an empty list of faults. */
export function createFaultList(): FaultList {
  let active: { readonly fault: z.output<typeof faultSchema>; left: number }[] = [];

  return {
    add(fault) {
      const checked = faultSchema.parse(fault);
      active.push({ fault: checked, left: checked.times ?? Infinity });
    },
    clear() {
      active = [];
    },
    list: () => active.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left })),
    strike(method, path) {
      const here = active.filter(({ fault }) => isHere(fault, method, path));
      const other = here.find(({ fault }) => fault.kind !== "latency");
      const striking = here.filter((entry) => entry.fault.kind === "latency" || entry === other);
      for (const entry of striking) {
        entry.left -= 1;
      }
      active = active.filter((entry) => entry.left > 0);
      return striking.map(({ fault }) => fault);
    },
  };
}

function isHere(fault: z.output<typeof faultPlace>, method: string, path: string): boolean {
  return (
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.path === undefined || path.includes(fault.path) || toPattern(fault.path)?.test(path) === true)
  );
}

function toPattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}
