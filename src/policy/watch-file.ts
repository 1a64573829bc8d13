import { stat } from "node:fs/promises";
import { setInterval } from "node:timers/promises";

/** A file that did not change for so long is taken to be written to its end. */
const settledMs = 250;

/**
 * Calls back a little after there is another file at a path, or another content in it, until the signal is aborted. The
 * path is looked at rather than listened to: so links that lead elsewhere, folders that are replaced and mounts of other
 * machines are all alike.
 */
export async function watchFile(path: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  let told = await markOf(path);
  void look().catch(() => undefined);

  async function look(): Promise<void> {
    let last = told;
    for await (const _tick of setInterval(settledMs, undefined, { ref: false, signal })) {
      const mark = await markOf(path);
      const isSettled = mark === last;
      last = mark;
      if (!isSettled || mark === told) continue;
      told = mark;
      onChange();
    }
  }
}

/** What is another one as soon as anything about the file is; the same for as long as it is not there. */
async function markOf(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (stats === undefined) return "";
  const { dev, ino, mode, size, mtimeNs, ctimeNs } = stats;
  return [dev, ino, mode, size, mtimeNs, ctimeNs].join(" ");
}
