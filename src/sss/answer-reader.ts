import type { Dispatcher } from "undici";
import { abortion, failure } from "./failure.ts";
import type { Call } from "./failure.ts";
import type { SssError } from "./errors.ts";

/** An answer read to its end, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Where the end of an exchange goes. */
export interface Settle {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: SssError) => void;
}

/**
 * Reads one answer. undici's own `request` hides whether a request was still waiting for a connection when it failed;
 * a handler is told when it is written, and on that stands whether a write may be repeated.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #call: Call;
  readonly #origin: string;
  readonly #maxBytes: number;
  readonly #signal: AbortSignal;
  readonly #settle: Settle;
  readonly #chunks: Buffer[] = [];
  /** There from the moment the request is written. */
  #controller: Dispatcher.DispatchController | undefined;
  #status: number | undefined;
  #headers: HttpAnswer["headers"] = {};
  #size = 0;

  constructor(call: Call, origin: string, maxBytes: number, signal: AbortSignal, settle: Settle) {
    this.#call = call;
    this.#origin = origin;
    this.#maxBytes = maxBytes;
    this.#signal = signal;
    this.#settle = settle;
    signal.addEventListener("abort", this.#abort, { once: true });
    if (signal.aborted) this.#abort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Called off while it stood in line: nothing is written.
    if (this.#signal.aborted) return controller.abort(new Error("called off"));
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: object): void {
    // 1xx is no answer yet.
    if (status < 200) return;
    this.#status = status;
    this.#headers = { ...headers };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#size <= this.#maxBytes) return;
    const limit = `the answer is larger than ${this.#maxBytes} bytes`;
    this.#fail(failure(this.#call, "answer_too_large", limit, { open: true, status: this.#status }));
    controller.abort(new Error(limit));
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener("abort", this.#abort);
    const [first, ...others] = this.#chunks;
    const body = decoder.decode(others.length === 0 ? first : Buffer.concat(this.#chunks));
    this.#settle.resolve({ status: this.#status ?? 0, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#fail(this.#lossOf(cause));
  }

  readonly #abort = () => {
    this.#fail(abortion(this.#call, this.#signal, this.#controller !== undefined, this.#status));
    this.#controller?.abort(new Error("called off"));
  };

  /** Only the first end counts: a promise settles once. */
  #fail(error: SssError): void {
    this.#signal.removeEventListener("abort", this.#abort);
    this.#chunks.length = 0;
    this.#settle.reject(error);
  }

  #lossOf(cause: NodeJS.ErrnoException): SssError {
    const code = cause.code ?? cause.name;
    if (this.#controller === undefined) {
      return code === "UND_ERR_CLOSED" || code === "UND_ERR_DESTROYED"
        ? failure(this.#call, "aborted", "the client is closed", { cause })
        : failure(this.#call, "unreachable", `cannot connect to ${this.#origin} (${code})`, { cause });
    }
    const detail = { cause, open: true, status: this.#status };
    if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
      return failure(this.#call, "timeout", `${this.#origin} did not answer in time (${code})`, detail);
    }
    // A parser's complaint about the head is a stranger's voice; about the body it is a cut.
    if (this.#status === undefined && notHttp.has(code)) {
      return failure(this.#call, "invalid_answer", `${this.#origin} does not speak HTTP (${code})`, detail);
    }
    return failure(
      this.#call,
      "connection_lost",
      `the connection to ${this.#origin} was lost (${code})`,
      detail,
    );
  }
}

/** Takes a byte order mark off, and anything for text. */
const decoder = new TextDecoder();

const notHttp: ReadonlySet<string> = new Set(["HTTPParserError", "UND_ERR_HEADERS_OVERFLOW"]);
