import { answer, text } from "../../tools/fields.ts";

/** What the body of a refusal says. */
export interface ErrorBody {
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  /** SSS's own `error_code`. */
  readonly errorCode?: string | undefined;
}

// SSS, the gateway and IAM in front of it, and Keystone each have a shape of their own; the last is the one the
// Python command line knows.
const shapes = answer({
  title: text(),
  message: text(),
  error_code: text(),
  fault: answer({ faultstring: text() }).optional().catch(undefined),
  errorMessage: text(),
  error: answer({ title: text(), message: text() }).optional().catch(undefined),
  SSSError: answer({ type: text(), message: text(), detail: text() }).optional().catch(undefined),
});

// Longer ones are no explanation, and not worth the time to search them.
const longest = 65_536;

/** What an error body says, in whichever of the known shapes; of HTML its title, of other text the text. */
export function parseErrorBody(body: string): ErrorBody {
  if (body.length > longest) return {};
  const parsed = shapes.safeParse(toJson(body));
  if (!parsed.success) return { message: wordsOf(body) };
  const { title, message, error_code: errorCode, fault, errorMessage, error, SSSError } = parsed.data;
  return {
    title: title ?? error?.title ?? SSSError?.type,
    message:
      fault?.faultstring ??
      errorMessage ??
      error?.message ??
      SSSError?.message ??
      SSSError?.detail ??
      message,
    errorCode,
  };
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function wordsOf(body: string): string | undefined {
  if (!body.trimStart().startsWith("<")) return body.trim() || undefined;
  return /<title[^>]{0,200}>([^<]{1,500})/i.exec(body)?.[1]?.trim();
}
