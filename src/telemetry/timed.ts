/** How an act ended. */
export type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

/** Runs an act, and tells how it ended and after how many milliseconds, before whoever waits for it knows. */
export async function timed<Result>(
  act: () => Promise<Result>,
  ended: (settled: Settled<Result>, ms: number) => void,
): Promise<Result> {
  const startedAt = performance.now();
  const settled: Settled<Result> = await act().then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  ended(settled, performance.now() - startedAt);
  if ("error" in settled) throw settled.error;
  return settled.result;
}
