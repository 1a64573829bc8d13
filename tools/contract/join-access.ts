import type { Answers } from "../report.ts";

/** What a user may do, in one row: who they are, what they are, and what they are in. */
interface Access {
  readonly user_id: string;
  readonly login_id?: unknown;
  readonly mail_address?: unknown;
  readonly contract_id?: unknown;
  readonly api_availability?: unknown;
  /** `outside` for a user of another contract who has a tenant of this one. */
  readonly type: "owner" | "super_user" | "user" | "outside" | "unknown";
  readonly grants: readonly string[];
  readonly tenants: readonly string[];
  readonly iam_groups: readonly string[];
  readonly iam_roles: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** The access report of what was read: one row for each user, and for each outsider with a tenant, with counts. */
export function joinAccess(answers: Answers): Record<string, unknown> {
  const users = new Map(rowsOf(answers, "users", "users").map((user) => [idOf(user), user]));
  const types = new Map(rowsOf(answers, "types", "users").map((type) => [idOf(type), type]));
  const holdings = holdingsOf(answers);
  const outsiders = [...holdings.tenants.keys()].filter((id) => !users.has(id));
  const rows = [
    ...[...users].map(([id, user]) => toAccess(id, user, typeOf(user, types.get(id)), holdings)),
    ...outsiders.map((id) => toAccess(id, {}, { type: "outside", grants: [] }, holdings)),
  ];
  return {
    contract_id: answers["users"]?.[0]?.answer["contract_id"],
    counts: countsOf(rows, answers),
    users: rows,
  };
}

/** Who has which, by the ids of users. */
interface Holdings {
  readonly tenants: ReadonlyMap<string, ReadonlySet<string>>;
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
}

function holdingsOf(answers: Answers): Holdings {
  const tenants = new Map<string, Set<string>>();
  const groups = new Map<string, Set<string>>();
  const roles = new Map<string, Set<string>>();
  for (const { row, answer } of answers["tenant"] ?? []) {
    for (const user of rowsIn(answer["users"])) add(tenants, idOf(user), [nameOf(row, "tenant")]);
  }
  for (const { row, answer } of answers["members"] ?? []) {
    const given = rowsIn(row["iam_roles"]).map((role) => nameOf(role, "iam_role"));
    for (const user of rowsIn(answer["users"])) {
      add(groups, idOf(user), [nameOf(row, "iam_group")]);
      add(roles, idOf(user), given);
    }
  }
  return { tenants, groups, roles };
}

function add(held: Map<string, Set<string>>, id: string, names: readonly string[]): void {
  const known = held.get(id) ?? new Set();
  names.forEach((name) => known.add(name));
  held.set(id, known);
}

function toAccess(id: string, user: Row, type: Pick<Access, "type" | "grants">, holdings: Holdings): Access {
  const { login_id, mail_address, contract_id, api_availability } = user;
  return {
    user_id: id,
    login_id,
    mail_address,
    contract_id,
    ...type,
    api_availability,
    tenants: [...(holdings.tenants.get(id) ?? [])],
    iam_groups: [...(holdings.groups.get(id) ?? [])],
    iam_roles: [...(holdings.roles.get(id) ?? [])],
  };
}

/** The list of user types knows the grants; the list of users has the two flags as well. */
function typeOf(user: Row, type: Row | undefined): Pick<Access, "type" | "grants"> {
  const known = { ...user, ...type };
  const grants = [known["grant"] ?? []].flat().map(String);
  if (known["contract_owner"] === true) return { type: "owner", grants };
  if (known["super_user"] === true) return { type: "super_user", grants };
  return { type: known["super_user"] === false ? "user" : "unknown", grants };
}

function countsOf(rows: readonly Access[], answers: Answers): Record<string, number> {
  const count = (fits: (row: Access) => boolean) => rows.filter(fits).length;
  return {
    users: count(({ type }) => type !== "outside"),
    owners: count(({ type }) => type === "owner"),
    super_users: count(({ type }) => type === "super_user"),
    outsiders: count(({ type }) => type === "outside"),
    users_without_tenant: count(({ tenants }) => tenants.length === 0),
    tenants: rowsOf(answers, "tenants", "tenants").length,
    iam_groups: rowsOf(answers, "groups", "iam_groups").length,
  };
}

function rowsOf(answers: Answers, read: string, list: string): readonly Row[] {
  return (answers[read] ?? []).flatMap(({ answer }) => rowsIn(answer[list]));
}

function rowsIn(list: unknown): readonly Row[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  return rows.filter((row): row is Row => typeof row === "object" && row !== null);
}

function idOf(user: Row): string {
  return textOf(user["user_id"]);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What people know a thing by, or its id where it has no name. */
function nameOf(row: Row, kind: "tenant" | "iam_group" | "iam_role"): string {
  return textOf(row[`${kind}_name`]) || textOf(row[`${kind}_id`]);
}
