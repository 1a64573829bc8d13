const columns = [
  "user_id",
  "login_id",
  "mail_address",
  "contract_id",
  "type",
  "grants",
  "api_availability",
  "tenants",
  "iam_groups",
  "iam_roles",
] as const;

/** The answer of `access_report` as a table of texts: the header, then a row for each user; lists stand between semicolons. */
export function toAccessTable({ users }: Record<string, unknown>): readonly (readonly string[])[] {
  const rows: readonly Record<string, unknown>[] = Array.isArray(users) ? users : [];
  return [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
}

function textOf(value: unknown): string {
  return [value ?? ""].flat().map(String).join("; ");
}
