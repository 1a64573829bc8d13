/** What is made once, and only when it is asked for. */
export interface Once<Made> {
  get(): Promise<Made>;
  /** What was made, if it was. */
  made(): Promise<Made | undefined>;
}

/** What `make` gives, made once and only when asked for; a making that failed is tried anew. */
export function once<Made>(make: () => Promise<Made>): Once<Made> {
  let made: Promise<Made> | undefined;
  return {
    get() {
      if (made === undefined) {
        made = make();
        made.catch(() => (made = undefined));
      }
      return made;
    },
    made: () => Promise.resolve(made).catch(() => undefined),
  };
}
