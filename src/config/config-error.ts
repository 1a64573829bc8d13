/** Thrown when settings do not fit; lists every fault, one to a line, and never a value that may be secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** Each fault by itself, where there are several. */
  readonly faults: readonly string[];

  constructor(
    message: string,
    { faults = [], ...options }: ErrorOptions & { faults?: readonly string[] } = {},
  ) {
    super(message, options);
    this.faults = faults;
  }
}
