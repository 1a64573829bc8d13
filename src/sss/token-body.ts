import type * as z from "zod";
import { answer, list, text } from "../../tools/fields.ts";

const endpoint = answer({ interface: text(), region: text(), region_id: text(), url: text() });

/** The body of Keystone's answer to a token request, as far as it is used. */
export const tokenBody = answer({
  token: answer({
    issued_at: text(),
    expires_at: text(),
    user: answer({ id: text(), name: text() }).optional().catch(undefined),
    project: answer({ id: text(), name: text() }).optional().catch(undefined),
    catalog: list(answer({ type: text(), endpoints: list(endpoint) })).catch(undefined),
  }),
});

/** What Keystone says of a token. */
export type TokenBody = z.infer<typeof tokenBody>["token"];
