import { isSecretField } from "../../../tools/fields.ts";
import { type Operation, isEndpoint } from "../../../tools/operation.ts";
import { requiredFields } from "../../../tools/words.ts";
import { plain } from "../../gate/plain.ts";
import { literal } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";

const mostValues = 2;

/** What an operation is called, and what it is called on: `*Delete user* (ecid1000005887)`, in mrkdwn. */
export function headlineOf(operation: Operation, input: Record<string, unknown>, language: Language): string {
  const subject = subjectOf(operation, input).map((value) => literal(plain(value)));
  const title = `*${operation.title[language]}*`;
  if (subject.length === 0) return title;
  return language === "ja" ? `${title}（${subject.join("、")}）` : `${title} (${subject.join(", ")})`;
}

/** The values that say most about a call: those in its path, else the required ones, else whatever was given. */
function subjectOf(operation: Operation, input: Record<string, unknown>): readonly string[] {
  const route = isEndpoint(operation) ? operation.route : "";
  const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field);
  const candidates = [inPath, requiredFields(operation), Object.keys(input)].map((fields) =>
    fields
      .filter((field) => !isSecretField(operation, field))
      .map((field) => input[field])
      .filter((value): value is string => typeof value === "string" && value !== ""),
  );
  return (candidates.find((values) => values.length > 0) ?? []).slice(0, mostValues);
}
