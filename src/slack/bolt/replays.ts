const keptMs = 10 * 60_000;
const mostKept = 10_000;

/**
 * Remembers ids for ten minutes, at most 10 000 of them, and tells of each whether it is the first time. Slack accepts a
 * signed request for five minutes, so whoever gets hold of one could send it again.
 */
export function createReplays(now: () => number): (id: string) => boolean {
  // In the order in which they came.
  const seen = new Map<string, number>();
  return (id) => {
    forget(seen, now() - keptMs);
    if (seen.has(id)) return false;
    seen.set(id, now());
    return true;
  };
}

function forget(seen: Map<string, number>, before: number): void {
  for (const [id, at] of seen) {
    if (at > before && seen.size < mostKept) return;
    seen.delete(id);
  }
}
