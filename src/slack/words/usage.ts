import { isSecretField } from "../../../tools/fields.ts";
import type { Operation } from "../../../tools/operation.ts";
import { requiredFields } from "../../../tools/words.ts";
import { app } from "../app.ts";

/** The slash command, as it is typed. */
export const slash: string = app.command;

/** How an operation is typed: `/sss user show USER_ID`. An alias asks for less than the command it stands for. */
export function usageOf(operation: Operation, command: string = operation.command): string {
  const given = operation.aliases?.find((alias) => alias.command === command)?.input ?? {};
  const required = requiredFields(operation).filter((field) => !Object.hasOwn(given, field));
  const places = required.map((field) => field.toUpperCase());
  return [
    slash,
    command,
    ...places,
    ...(optionalFields(operation).length > 0 ? ["[FIELD=VALUE …]"] : []),
  ].join(" ");
}

/** The fields that can be typed and left out; secrets are never typed in Slack. */
export function optionalFields(operation: Operation): readonly string[] {
  const required = requiredFields(operation);
  return Object.keys(operation.input.shape).filter(
    (field) => !required.includes(field) && !isSecretField(operation, field),
  );
}
