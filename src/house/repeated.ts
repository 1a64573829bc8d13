/** Something that is done again and again. */
export interface Repeated {
  /** Does it soon, and then at intervals. */
  begin(): void;
  end(): void;
}

/** What is done at intervals from its beginning to its end. What the end cuts off is no fault. */
export function repeated(
  pauseMs: number,
  act: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const once = () => {
    if (!isEnded) void act().catch((error: unknown) => isEnded || onFault(error));
  };
  return {
    begin() {
      setImmediate(once);
      timer ??= setInterval(once, pauseMs).unref();
    },
    end() {
      isEnded = true;
      clearInterval(timer);
    },
  };
}
