/** The middle one of values; of an even number the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that so many percent of values are below. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length * percent) / 100)] ?? 0;
}

/** A number with two digits behind the point. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The median of what two values of the same round are to each other, so that what slows the machine down strikes both. */
export function medianRatio(values: readonly number[], bases: readonly number[]): number {
  return rounded(median(values.map((value, round) => value / (bases[round] ?? Number.NaN))));
}

/** Milliseconds that something takes. */
export async function msOf(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

/** Prints what a benchmark found, as one line of JSON. */
export function print(result: { readonly benchmark: string } & Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
