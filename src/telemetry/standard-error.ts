/** Standard error, or what stands in for it. */
export interface ErrorStream {
  readonly isTTY?: boolean;
  /** How much waits to be read. */
  readonly writableLength?: number;
  write(text: string): unknown;
}

/** So much waits for a reader: some hosts never read, and their server must not keep all that they leave. */
const mostWaiting = 1_048_576;

/** Writes a text, or drops it while nobody reads what was written before. */
export function writeTo(stream: ErrorStream, text: string): void {
  if ((stream.writableLength ?? 0) < mostWaiting) stream.write(text);
}
