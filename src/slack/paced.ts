/** Work that may be asked for far more often than it is worth doing. */
export interface Paced {
  /** Has it done: at once, or, where that was a moment ago, once for all that is asked for meanwhile. */
  ask(): void;
  /** Nothing more is begun. */
  stop(): void;
}

/** How work is paced. */
export interface PacedOptions {
  /** Between the end of one time and the next, in milliseconds. */
  readonly pauseMs: number;
  readonly onFault: (error: unknown) => void;
}

/** Paces an act; it is never done twice at once. */
export function createPaced(act: () => Promise<void>, { pauseMs, onFault }: PacedOptions): Paced {
  let timer: NodeJS.Timeout | undefined;
  let isAsked = false;
  let isRunning = false;
  let isStopped = false;
  const run = async () => {
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await act().catch(onFault);
      await new Promise((resolve) => {
        timer = setTimeout(resolve, pauseMs).unref();
      });
    }
    isRunning = false;
  };
  return {
    ask() {
      if (isStopped) return;
      isAsked = true;
      if (!isRunning) void run();
    },
    stop() {
      isStopped = true;
      isAsked = false;
      clearTimeout(timer);
    },
  };
}
