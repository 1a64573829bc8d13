import { fieldsOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { ApiError } from "./error.ts";

const jsonFields = new Set(["attachments", "blocks", "metadata", "options", "view"]);

/**
 * The arguments of a call, sent as a form or as JSON. In a form, structures are JSON texts.
 *
 * @throws {@link ApiError} `invalid_form_data`, `json_not_object` or `invalid_json`
 */
export function parseBody(contentType: string | undefined, text: string): Fields {
  if (contentType?.startsWith("application/json") !== true) return parseForm(text);
  const value = parseJson(text, "invalid_json");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ApiError("json_not_object");
  return fieldsOf(value);
}

function parseForm(text: string): Fields {
  const fields = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    jsonFields.has(name)
      ? parseJson(value, name === "blocks" ? "invalid_blocks_format" : "invalid_form_data")
      : value,
  ]);
  return Object.fromEntries(fields);
}

function parseJson(text: string, code: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(code);
  }
}
