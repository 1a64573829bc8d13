/** The tickets that a process has in hand: while there are any, it gives signs of life. */
export interface Hands {
  /** Takes a ticket in hand and makes a change to it; it is not in hand when the change gives nothing. */
  take<Ticket>(id: string, change: () => Promise<Ticket | undefined>): Promise<Ticket | undefined>;
  /** Makes a change to a ticket that is in hand already, and lets go of it when the change gives nothing. */
  keep<Ticket>(id: string, change: () => Promise<Ticket | undefined>): Promise<Ticket | undefined>;
  /** Does nothing when the ticket is not in hand. */
  letGo(id: string): void;
}

/** Empty hands; `live` gives a sign of life, at once and then every `pauseMs` milliseconds. */
export function createHands(live: () => Promise<unknown>, pauseMs: number): Hands {
  const held = new Set<string>();
  let reaching = 0;
  let timer: NodeJS.Timeout | undefined;
  const rest = () => {
    if (held.size + reaching > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const letGo = (id: string) => {
    held.delete(id);
    rest();
  };
  const take: Hands["take"] = async (id, change) => {
    reaching += 1;
    try {
      await live();
      timer ??= setInterval(() => void live().catch(() => undefined), pauseMs).unref();
      const taken = await change();
      if (taken !== undefined) held.add(id);
      return taken;
    } finally {
      reaching -= 1;
      rest();
    }
  };
  return {
    take,
    async keep(id, change) {
      let isKept = false;
      try {
        const kept = await take(id, change);
        isKept = kept !== undefined;
        return kept;
      } finally {
        if (!isKept) letGo(id);
      }
    },
    letGo,
  };
}
