import type { Context } from "hono";
import type { WebEnv } from "../../context.ts";

/** The fields of a posted form. */
export type Fields = Readonly<Record<string, string>>;

/** What was posted, as texts; files are left out. */
export async function fieldsOf(context: Context<WebEnv>): Promise<Fields> {
  const posted = await context.req.parseBody();
  return Object.fromEntries(
    Object.entries(posted).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}
