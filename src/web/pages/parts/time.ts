import { html } from "hono/html";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";

/** The zone that times are shown in, by the reader's language: the name behind each, and its distance from UTC. */
export const zones = {
  en: { name: "UTC", offset: "Z", offsetMs: 0 },
  ja: { name: "JST", offset: "+09:00", offsetMs: 9 * 3_600_000 },
} as const satisfies Record<Language, unknown>;

/** A moment to the minute with its zone, such as `2026-11-22 13:05 UTC`. */
export function timeOf(at: number, language: Language): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${toWords(at, language)}</time>`;
}

/** A moment to the second with its zone. */
export function exactTimeOf(at: number, language: Language): Html {
  const { name } = zones[language];
  const words = `${localOf(at, language).slice(0, 19).replace("T", " ")} ${name}`;
  return html`<time datetime="${new Date(at).toISOString()}">${words}</time>`;
}

/** A moment as a form's field takes it, to the minute and without a zone: `2026-11-22T13:05`. */
export function fieldTimeOf(at: number, language: Language): string {
  return localOf(at, language).slice(0, 16);
}

/**
 * How long it is until then, in whole minutes, hours or days. The console's script counts it down from what is left now,
 * so that the reader's clock need not be right.
 */
export function leftOf(at: number, now: number, language: Language): Html {
  const ms = Math.max(0, at - now);
  return html`<time datetime="${new Date(at).toISOString()}" data-left="${ms}"
    >${leftWords(ms, language)}</time
  >`;
}

function leftWords(ms: number, language: Language): string {
  const [unit, unitMs] = units.find(([, length]) => ms >= 2 * length) ?? units[2];
  return left[unit][language].replace("{count}", String(Math.max(1, Math.floor(ms / unitMs))));
}

function toWords(at: number, language: Language): string {
  return `${fieldTimeOf(at, language).replace("T", " ")} ${zones[language].name}`;
}

function localOf(at: number, language: Language): string {
  return new Date(at + zones[language].offsetMs).toISOString();
}

const units = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
] as const;

const left = {
  days: { en: "{count} days left", ja: "残り{count}日" },
  hours: { en: "{count} h left", ja: "残り{count}時間" },
  minutes: { en: "{count} min left", ja: "残り{count}分" },
} as const;
