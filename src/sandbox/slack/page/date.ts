import type { FakeUser } from "../model.ts";

const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/** A moment in the way of a Slack date format, such as `{date_short_pretty} {time}`, where somebody lives. */
export function toLocalTime(moment: Date, format: string, { locale, tz: timeZone }: FakeUser): string {
  return format.replaceAll(/\{(\w+)\}/g, (token, name: string) => {
    const options = formats[name.replace("_pretty", "")];
    return options === undefined
      ? token
      : new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(moment);
  });
}
