import type { Text } from "../../../../tools/operation.ts";
import type { AuditFilter } from "../../../store/port.ts";
import type { Language } from "../../context.ts";
import { fieldTimeOf, zones } from "../parts/time.ts";

/** What the audit page is asked for, as it stands in the address; what is left out does not matter. */
export interface AuditQuery {
  readonly actor: string;
  readonly operation: string;
  readonly ticket: string;
  /** `2026-11-22` or `2026-11-22T13:05`, in `zone`. */
  readonly since: string;
  readonly until: string;
  /** Distance from UTC, so that a link means the same to readers of either language. */
  readonly zone: string;
  /** Only older rows: where the next page begins. */
  readonly before: string;
  /** Whether the whole chain is checked, however long it is. */
  readonly verify: string;
}

/** The query as it stands in the address. */
export function toAuditQuery(given: Readonly<Record<string, string>>, language: Language): AuditQuery {
  const text = (name: string) => (given[name] ?? "").trim();
  return {
    actor: text("actor"),
    operation: text("operation"),
    ticket: text("ticket"),
    since: text("since"),
    until: text("until"),
    zone: text("zone") || zones[language].offset,
    before: text("before"),
    verify: text("verify"),
  };
}

/** The rows that are asked for, or what was wrong with the question. */
export function toAuditFilter(query: AuditQuery): AuditFilter | { readonly fault: Text } {
  const { actor, operation, ticket, before } = query;
  const since = momentOf(query.since, query.zone);
  const until = momentOf(query.until, query.zone);
  if (Number.isNaN(since)) return { fault: faults.since };
  if (Number.isNaN(until)) return { fault: faults.until };
  if (!/^\d{0,15}$/.test(before)) return { fault: faults.before };
  return {
    ...(actor === "" ? {} : { principal: actor }),
    ...(operation === "" ? {} : { operation }),
    ...(ticket === "" ? {} : { ticketId: ticket }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(before === "" ? {} : { before: Number(before) }),
  };
}

/** The query as an address, with changes. */
export function addressOf(path: string, query: AuditQuery, changes: Partial<AuditQuery> = {}): string {
  const { zone, ...wanted } = { ...query, verify: "", ...changes };
  const filled = Object.entries(wanted).filter(([, value]) => value !== "");
  const timed = wanted.since !== "" || wanted.until !== "";
  const words = new URLSearchParams([...filled, ...(timed ? [["zone", zone]] : [])] as [string, string][]);
  return words.size === 0 ? path : `${path}?${words.toString()}`;
}

/** A time of the query as the reader's form shows it. */
export function shownTime(time: string, { zone }: AuditQuery, language: Language): string {
  const at = momentOf(time, zone);
  return at === undefined || Number.isNaN(at) ? "" : fieldTimeOf(at, language);
}

/** In milliseconds since the epoch; undefined where nothing was given, not a number where it is no time. */
function momentOf(time: string, zone: string): number | undefined {
  if (time === "") return undefined;
  const [, date, clock = "00:00"] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?$/.exec(time) ?? [];
  const isZone = /^(Z|[+-]\d\d:\d\d)$/.test(zone);
  return date === undefined || !isZone ? Number.NaN : Date.parse(`${date}T${clock}${zone}`);
}

const faults = {
  since: {
    en: "“From” is no time. Give it as 2026-11-22T13:05.",
    ja: "「開始」の日時が正しくありません。2026-11-22T13:05 の形で指定してください。",
  },
  until: {
    en: "“Until” is no time. Give it as 2026-11-22T13:05.",
    ja: "「終了」の日時が正しくありません。2026-11-22T13:05 の形で指定してください。",
  },
  before: {
    en: "“before” is no row number. Follow a link of this page.",
    ja: "「before」が行番号ではありません。このページのリンクを使ってください。",
  },
} as const satisfies Record<string, Text>;
