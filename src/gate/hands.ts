/** The tickets that a process has in hand: while there are any, it gives signs of life. */
export interface Hands {
  /** Takes a ticket in hand and makes a change to it; lets go of it again when the change gives nothing. */
  take<Ticket>(change: () => Promise<Ticket | undefined>): Promise<Ticket | undefined>;
  /** The same for a ticket that is in hand already. */
  keep<Ticket>(change: () => Promise<Ticket | undefined>): Promise<Ticket | undefined>;
  letGo(): void;
}

/** Empty hands; `live` gives a sign of life, at once and then every `pauseMs` milliseconds. */
export function createHands(live: () => Promise<unknown>, pauseMs: number): Hands {
  let held = 0;
  let timer: NodeJS.Timeout | undefined;
  const letGo = () => {
    held -= 1;
    if (held > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const keep = async <Ticket>(change: () => Promise<Ticket | undefined>) => {
    let kept: Ticket | undefined;
    try {
      await live();
      timer ??= setInterval(() => void live().catch(() => undefined), pauseMs).unref();
      kept = await change();
      return kept;
    } finally {
      if (kept === undefined) letGo();
    }
  };
  return {
    take(change) {
      held += 1;
      return keep(change);
    },
    keep,
    letGo,
  };
}
