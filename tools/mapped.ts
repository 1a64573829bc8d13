/** A record with each value as `to` gives it, and without those of which it gives undefined. */
export function mapped(
  record: Readonly<Record<string, unknown>>,
  to: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    const value = to(record[key], key);
    if (value !== undefined) put(result, key, value);
  }
  return result;
}

function put(record: Record<string, unknown>, key: string, value: unknown): void {
  // JSON may have a key of this name, which an assignment would take for the prototype.
  if (key !== "__proto__") record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
