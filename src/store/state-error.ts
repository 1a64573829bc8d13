/** State on disk that cannot be used. The message names the file and what to do, and holds nothing of its contents. */
export class StateError extends Error {
  override readonly name = "StateError";
}
