import { watchFile } from "./watch-file.ts";

/**
 * Calls back when the policy in a file has to be read anew, and once at the beginning, until the signal is aborted;
 * `isAsked` where somebody asked for it by SIGHUP.
 */
export async function watchSource(
  file: string,
  onDue: (isAsked: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const onHangUp = () => void onDue(true);
  process.on("SIGHUP", onHangUp);
  signal.addEventListener("abort", () => process.off("SIGHUP", onHangUp), { once: true });
  await watchFile(file, () => void onDue(false), signal);
  // What changed before it was watched.
  await onDue(false);
}
