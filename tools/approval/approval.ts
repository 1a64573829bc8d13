import * as z from "zod";
import { answer, anything, field, flag, list, text, untrusted } from "../fields.ts";
import { lookups } from "../lookup.ts";

/** The id of an approval request: `req` and digits, or a UUID of odd groups, so any text passes. */
export const requestId = field(z.string().min(1).max(255), {
  title: { en: "Request ID", ja: "リクエストID" },
  examples: ["req0000001234"],
  lookup: lookups.request,
});

/** A request of one service for somebody's consent. */
export const approvalRequest = answer({
  request_id: text(),
  external_request_id: text(),
  approver_type: text(),
  approver_id: text(),
  request_user_id: text(),
  service: text(),
  actions: untrusted(
    list(
      answer({
        service: text(),
        region: text(),
        api_path: text(),
        method: text(),
        // An object from one service, JSON in a text from another.
        body: anything(),
      }),
    ),
  ),
  descriptions: untrusted(list(answer({ lang: text(), text: text() }))),
  request_user: flag(),
  approver: flag(),
  approval_deadline: text(),
  approval_expire: anything(),
  registered_time: text(),
  updated_time: anything(),
  status: text(),
  status_updated_time: text(),
});
