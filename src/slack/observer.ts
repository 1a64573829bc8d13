/** Watches what Slack delivers, and what is done about it. */
export interface SlackObserver {
  /** Something of a kind has arrived; what it gives is to be called once Slack has its answer. */
  arrived(kind: string): () => void;
  /** Runs around the work that comes after that, and gives or throws what `act` does. */
  work(kind: string, act: () => Promise<void>): Promise<void>;
  /** Runs around one round of what is done again and again. */
  round(name: string, act: () => Promise<void>): Promise<void>;
}

/** Watches nothing. */
export const unobserved: SlackObserver = {
  arrived: () => () => {},
  work: (_kind, act) => act(),
  round: (_name, act) => act(),
};
