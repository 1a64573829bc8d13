/** Whether a name fits a pattern, in which `*` stands for any part. */
export function isNamed(name: string, pattern: string): boolean {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
