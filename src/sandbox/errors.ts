import { STATUS_CODES } from "node:http";

/** Who speaks in an error body: each part of the platform has a shape of its own. */
export type ErrorShape = "sss" | "keystone" | "iam" | "gateway" | "legacy";

/** A request the sandbox turns down, as the caller gets to see it. */
export class Refusal extends Error {
  readonly status: number;
  readonly shape: ErrorShape;
  readonly errorCode: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: {
      readonly shape?: ErrorShape;
      readonly errorCode?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.shape = options.shape ?? "sss";
    this.errorCode = options.errorCode;
    this.headers = options.headers ?? {};
  }
}

/** The JSON body of a refusal, in the shape of the part that speaks. */
export function toErrorBody({ status, shape, message, errorCode }: Refusal): Record<string, unknown> {
  const title = STATUS_CODES[status] ?? "Error";
  switch (shape) {
    case "sss":
      return { code: status, title, message, ...(errorCode === undefined ? {} : { error_code: errorCode }) };
    case "keystone":
      return { error: { code: status, title, message } };
    case "iam":
      return { errorMessage: message };
    case "gateway":
      return { fault: { faultstring: message } };
    case "legacy":
      return { SSSError: { type: title, message, detail: "" } };
  }
}

/** 400, naming what is wrong. */
export function badRequest(message: string, errorCode?: string): Refusal {
  return new Refusal(400, message, errorCode === undefined ? {} : { errorCode });
}

/** 401, in the words the API list prints. */
export function unauthorized(): Refusal {
  return new Refusal(401, "Invalid token.");
}

/** 403; the API list calls it "Not permitted for this user". */
export function forbidden(why = ""): Refusal {
  return new Refusal(403, `Not permitted for this user.${why === "" ? "" : ` ${why}`}`);
}

/** 404; the API list calls it "Not found a specified resource". */
export function notFound(what: string, id: string): Refusal {
  return new Refusal(404, `Not found a specified resource. ${what} ${id} does not exist.`);
}

/** 409; the API list calls it "Designated resource conflicted with existing resource". */
export function conflict(why: string): Refusal {
  return new Refusal(409, `Designated resource conflicted with existing resource. ${why}`);
}

/** 403 of the IAM layer, which stands in front of SSS and Keystone. */
export function iamDenial(verb: string, path: string): Refusal {
  return new Refusal(403, `User is not authorized to access this API: ${verb} ${path}`, { shape: "iam" });
}

/** An error in Keystone's shape. */
export function keystoneRefusal(status: number, message: string): Refusal {
  return new Refusal(status, message, { shape: "keystone" });
}
