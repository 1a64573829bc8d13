import type * as z from "zod";
import { approvalRequest } from "../../tools/approval/approval.ts";
import { getApprovalRequest } from "../../tools/approval/get-approval-request.ts";
import type { Text } from "../../tools/operation.ts";
import { placeholders, readable } from "./placeholders.ts";
import { oneLine } from "./plain.ts";
import { inFull } from "./question.ts";
import { partSecrets } from "./seal.ts";
import { digestOf } from "../store/canonical.ts";

/** An approval request of SSS as its card shows it. */
export type ApprovalRequest = z.output<typeof approvalRequest>;

/** An approval request in the known shape, whatever came; what its actions carry as JSON in a text is read, secrets are hidden. */
export function readRequest(request: Record<string, unknown>): ApprovalRequest {
  const { actions, ...rest } = approvalRequest.parse(request);
  const decoded = actions?.map((action) => ({ ...action, body: decodedOf(action.body) }));
  const whole = decoded === undefined ? rest : { ...rest, actions: decoded };
  return approvalRequest.parse(partSecrets(getApprovalRequest, whole).show(placeholders.hidden.en));
}

/** All of a request that a person decides on: what its card shows, but for how it stands. */
export function whatIsAsked(request: Record<string, unknown>): Record<string, unknown> {
  const asked = readRequest(request);
  return {
    request_id: asked.request_id,
    service: asked.service,
    request_user_id: asked.request_user_id,
    approver_type: asked.approver_type,
    approver_id: asked.approver_id,
    registered_time: asked.registered_time,
    approval_deadline: asked.approval_deadline,
    descriptions: asked.descriptions,
    actions: asked.actions,
  };
}

/** Equal for two readings of a request exactly when they ask for the same. */
export function digestOfRequest(request: Record<string, unknown>): string {
  return digestOf(whatIsAsked(request));
}

/** What the service says of a request, in the reader's language where it says so. */
export function descriptionIn({ descriptions = [] }: ApprovalRequest, language: keyof Text): string {
  const own = descriptions.find(({ lang }) => lang?.toLowerCase().startsWith(language));
  return oneLine((own ?? descriptions[0])?.text ?? "");
}

/** One call that a request asks for. */
type Action = NonNullable<ApprovalRequest["actions"]>[number];

/** A call that a request asks for, to the end: each part of it with its path. */
export function partsOf(
  { method, api_path, region, service, body, ...more }: Action,
  language: keyof Text,
): readonly (readonly [path: string, text: string])[] {
  return [
    ["method", oneLine(method ?? "-")],
    ["api_path", oneLine(api_path ?? "-")],
    ["region", oneLine(region ?? "-")],
    ["service", oneLine(service ?? "-")],
    ...inFull(readable({ body: body ?? "-" }, language), "", language),
    // Under a name of their own, so that none of them can pass for a field from above.
    ...inFull(readable(more, language), "", language).map(
      ([path, value]) => [`other.${path}`, value] as const,
    ),
  ];
}

/**
 * When a request can no longer be answered, in milliseconds since the epoch; undefined where SSS gives no time that can be
 * read. No source tells the zone of its times: they are taken as UTC, as in the sandbox, unless they carry one.
 */
export function deadlineOf({ approval_deadline }: Record<string, unknown>): number | undefined {
  return timeOf(approval_deadline);
}

/** A time as SSS writes it, in milliseconds since the epoch. */
export function timeOf(time: unknown): number | undefined {
  const [, date, clock, zone = "Z"] = timePattern.exec(oneLine(time ?? "")) ?? [];
  const at = Date.parse(`${date}T${clock}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

const timePattern = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** More of these are no request that anybody could read, and might go too deep to be walked through. */
const mostBrackets = 500;

/** One service writes an object, another one JSON in a text. What is not JSON stays the text it is. */
function decodedOf(body: unknown): unknown {
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  if ((text.match(/[[{]/g) ?? []).length > mostBrackets) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
