import type { LeaseStore } from "../store/port.ts";

/** The turn at something that one process does at a time, until it is ended. */
export interface Turn {
  /**
   * Whether it lasts still; from then on it does for all of its lease.
   *
   * @throws {@link StoreError} when the store cannot be used.
   */
  lasts(): Promise<boolean>;
  /** Never throws: a turn that the store does not take back runs out. */
  end(): Promise<void>;
}

/** What a turn is taken with. */
export interface TurnOptions {
  readonly leases: LeaseStore;
  readonly now: () => number;
  readonly newId: () => string;
  /** How long it stays taken when its process dies, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * Takes the turn at what has this name; undefined while another caller, in whichever process, has it.
 *
 * @throws {@link StoreError} when the store cannot be used.
 */
export async function takeTurn(name: string, options: TurnOptions): Promise<Turn | undefined> {
  const { leases, now, newId, leaseMs } = options;
  // A name for this turn alone: two callers in one process take turns as well.
  const holder = newId();
  if ((await leases.take(name, holder, now(), leaseMs)) === undefined) return undefined;
  const lasts = () => leases.renew(name, holder, now(), leaseMs);
  const timer = setInterval(() => void lasts().catch(() => undefined), leaseMs / 4).unref();
  return {
    lasts,
    async end() {
      clearInterval(timer);
      await leases.release(name, holder).catch(() => undefined);
    },
  };
}
