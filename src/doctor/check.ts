import { type Finding, skipped } from "./finding.ts";
import type { Means } from "./means.ts";

/** The parts that checks come in, in the order they are shown. */
export const groups = ["program", "configuration", "account", "store", "policy", "server", "slack"] as const;

/** The part that a check belongs to. */
export type Group = (typeof groups)[number];

/** What a check works with, or why it is not to be had. */
export type Given<Value> = { readonly means: Value } | { readonly missing: string };

/** All that checks may work with, each got ready once. */
export type MeansByName = { readonly [Name in keyof Means]: Promise<Given<Means[Name]>> };

/** One thing to look at. */
export interface Check {
  /** Never reused: scripts go by it. */
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** What it works with; without that it is skipped. */
  readonly needs: keyof Means;
  /** May throw: that is a fault. */
  run(means: MeansByName): Promise<Finding>;
}

interface Declaration<Name extends keyof Means> extends Omit<Check, "needs" | "run"> {
  readonly needs: Name;
  readonly run: (means: Means[Name]) => Promise<Finding> | Finding;
}

/** Declares a check. */
export function defineCheck<Name extends keyof Means>(declaration: Declaration<Name>): Check {
  const { needs, run, ...rest } = declaration;
  return {
    ...rest,
    needs,
    async run(means) {
      const given: Given<Means[Name]> = await means[needs];
      return "missing" in given ? skipped(given.missing) : run(given.means);
    },
  };
}
