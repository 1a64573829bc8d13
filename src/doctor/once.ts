/** What `make` gives or throws, made with the first asking and the same for all: a wrong key is shown to Keystone once. */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    // Whoever asks is told; that nobody does is no crash.
    made.catch(() => undefined);
    return made;
  };
}
