import { isSecretField } from "../../tools/fields.ts";
import { catalog } from "../../tools/index.ts";

/** Names under which secrets travel beside those of the catalog: headers, and the fields of settings and sessions. */
const others = [
  "authorization",
  "cookie",
  "x-auth-token",
  "x-subject-token",
  "password",
  "token",
  "secret",
  "apiSecret",
  "botToken",
  "appToken",
  "signingSecret",
  "clientSecret",
  "secretKey",
  "databaseUrl",
];

/** The names of fields of a line whose values are never written: a second net, for nothing hands them over. */
export const secretNames: ReadonlySet<string> = new Set([
  ...others,
  ...catalog.flatMap((operation) =>
    [operation.input.shape, operation.output.shape]
      .flatMap((shape) => Object.keys(shape))
      .filter((name) => isSecretField(operation, name)),
  ),
]);
