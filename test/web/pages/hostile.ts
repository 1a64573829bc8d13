import { scriptPath } from "../../../src/web/script.ts";

/** Texts that try to become markup, script or another text, to hide, or to burst the page. */
export const hostileTexts: readonly (readonly [what: string, text: string])[] = [
  ["a script", "<script>alert(1)</script>"],
  ["an image", '"><img src=x onerror=alert(1)>'],
  ["an attribute", "' autofocus onfocus='alert(1)"],
  ["a form", "</textarea></form><form action=https://evil.example>"],
  ["an address", "javascript:alert(1)"],
  ["a template", "${7*7}{{7*7}}<%= 7*7 %>{name}"],
  ["hidden characters", "\u202eevil\u2066\u0000\u200b\u0007"],
  ["10,000 letters", "x".repeat(10_000)],
  ["6,000 Japanese letters", "承認".repeat(3_000)],
];

/** What in a page others could have written to do something. */
export function harmIn(whole: string): readonly string[] {
  // The console's own script, and that only once.
  const html = whole.replace(`<script src="${scriptPath}" defer></script>`, "");
  return [
    ...(html.match(/<(script|img|iframe|object|svg|style)\b/gi) ?? []),
    ...(html.match(/<[^>"]*(?:"[^"]*"[^>"]*)*\son\w+=/gi) ?? []),
    ...(html.match(/(?:href|action|src)="(?!\/|#)[^"]*"/gi) ?? []),
    ...(html.match(hidden) ?? []),
  ];
}

/** The same of a page that shows the visitor's own words in the field they typed them into, hidden ones as well. */
export function harmInEcho(html: string): readonly string[] {
  return harmIn(html.replaceAll(hidden, ""));
}

/** What is not seen, or moves other text, but for the ends of lines. */
const hidden = /(?![\n\r\t])[\p{Cc}\p{Cf}]/gu;
