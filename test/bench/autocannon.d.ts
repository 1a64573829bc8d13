/** The part of autocannon that is used: it comes without types. */
declare module "autocannon" {
  interface Request {
    body?: string;
    headers?: Record<string, string>;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly method: "POST";
    readonly requests: readonly [{ readonly setupRequest: (request: Request) => Request }];
  }

  interface Result {
    readonly non2xx: number;
    readonly errors: number;
    readonly requests: { readonly total: number };
  }

  interface Run extends PromiseLike<Result> {
    on(
      event: "response",
      listener: (client: unknown, status: number, bytes: number, responseMs: number) => void,
    ): this;
  }

  export default function autocannon(options: Options): Run;
}
