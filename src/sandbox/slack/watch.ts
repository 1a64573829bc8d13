/** Lets others wait for what they want to see. */
export interface Watch {
  /** To be called after every change. */
  changed(): void;
  /**
   * Resolves with the first value that is not undefined; looks again after every change.
   *
   * @throws when that takes longer than `timeoutMs`, telling what is there instead
   */
  until<T>(look: () => T | undefined, timeoutMs: number): Promise<T>;
  /** Rejects everything that still waits. */
  end(): void;
}

interface Waiter {
  readonly look: () => void;
  readonly fail: (reason: string) => void;
}

/** Creates a watch; `describe` tells what there is when somebody waits in vain. */
export function createWatch(describe: () => string): Watch {
  const waiters = new Set<Waiter>();
  return {
    changed() {
      for (const waiter of waiters) waiter.look();
    },
    until: (look, timeoutMs) =>
      new Promise((resolve, reject) => {
        const waiter: Waiter = {
          look: () =>
            settle(
              () => look(),
              (value) => finish(() => resolve(value)),
              (error) => finish(() => reject(error)),
            ),
          fail: (reason) => finish(() => reject(new Error(`${reason}\n${describe()}`))),
        };
        const timer = setTimeout(() => waiter.fail(`Waited ${timeoutMs} ms in vain.`), timeoutMs);
        const finish = (end: () => void) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          end();
        };
        waiters.add(waiter);
        waiter.look();
      }),
    end() {
      for (const waiter of waiters) waiter.fail("The fake Slack was stopped.");
    },
  };
}

function settle<T>(
  look: () => T | undefined,
  found: (value: T) => void,
  failed: (error: Error) => void,
): void {
  try {
    const value = look();
    if (value !== undefined) found(value);
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
  }
}
