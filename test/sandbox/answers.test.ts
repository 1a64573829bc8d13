import { expect, test } from "vitest";
import fixtures from "../fixtures/sss-answers.json" with { type: "json" };
import { openSss } from "./sss.ts";
import type { Answer, Sss } from "./sss.ts";

// Bodies published in the SDKs: what they show must be here too, with the same types. What the sandbox
// answers beyond them is known from other sources, and named in `more`.

interface Case {
  readonly more?: readonly string[];
  /** Shown by the fixture, but withheld by the service today. */
  readonly less?: readonly string[];
  readonly ask: (sss: Sss) => Promise<Answer>;
}

const newUser = {
  login_id: "login_id_1",
  mail_address: "user1@example.com",
  notify_password: "false",
  password: "Passw0rd",
};

const cases: Readonly<Record<keyof typeof fixtures, Case>> = {
  "v1.list_users": { ask: (sss) => asEndUser(sss, "GET /users") },
  "v1.get_user": {
    more: ["api_availability", "api_only"],
    less: ["keystone_password"],
    ask: (sss) => asEndUser(sss, `GET /users/${sss.sandbox.accounts.member.userId}`),
  },
  "v1.create_user": { ask: (sss) => asEndUser(sss, "POST /users", newUser) },
  "v2.create_user": { ask: (sss) => asEndUser(sss, "v2 POST /users", newUser) },
  "v1.list_tenants": { more: ["tenants.0.workspace_id"], ask: (sss) => asEndUser(sss, "GET /tenants") },
  "v2.list_tenants": { ask: (sss) => asEndUser(sss, "v2 GET /tenants") },
  "v1.get_tenant": {
    more: ["workspace_id"],
    ask: (sss) => asEndUser(sss, `GET /tenants/${sss.sandbox.accounts.endUser.tenantId}`),
  },
  "v1.create_tenant": {
    more: ["workspace_id"],
    ask: (sss) =>
      asEndUser(sss, "POST /tenants", { tenant_name: "jp1_tenant01", region: "jp1", description: "jp1" }),
  },
  "v2.create_tenant": {
    ask: async (sss) => {
      const { body } = await asEndUser(sss, "v2 GET /workspaces");
      const [{ workspace_id }] = body.workspaces;
      return asEndUser(sss, "v2 POST /tenants", { workspace_id, region: "de1" });
    },
  },
  "v1.list_approval_requests": {
    more: ["approval_requests.0.status_updated_time"],
    ask: (sss) => asEndUser(sss, "GET /approval-requests"),
  },
  "v1.get_approval_request": { more: ["status_updated_time"], ask: (sss) => firstRequest(sss, "") },
  "v2.get_approval_request": { more: ["status_updated_time"], ask: (sss) => firstRequest(sss, "v2 ") },
  "v1.update_api_key": { ask: (sss) => asEndUser(sss, `PUT /keys/${sss.sandbox.accounts.endUser.userId}`) },
  "v2.list_workspaces": { ask: (sss) => asEndUser(sss, "v2 GET /workspaces") },
  "v2.create_workspace": {
    ask: (sss) =>
      asEndUser(sss, "v2 POST /workspaces", { workspace_name: "sample_workspace", description: "sample" }),
  },
  "v2.create_workspace_role": {
    ask: async (sss) => {
      const { body } = await asEndUser(sss, "v2 GET /workspaces");
      const { workspace_id } = body.workspaces[0];
      return asEndUser(sss, "v2 POST /workspace-roles", {
        user_id: sss.sandbox.accounts.noToken.userId,
        workspace_id,
      });
    },
  },
  "keystone.create_token": {
    ask: ({ authenticate, sandbox: { accounts } }) =>
      authenticate(accounts.endUser, { project: { id: accounts.endUser.tenantId } }),
  },
};

test.for(Object.entries(cases))(
  "%s is answered with the keys and types its fixture shows",
  async ([name, expected]) => {
    const { more = [], less = [], ask } = expected;
    const fixture = fixtures[name as keyof typeof fixtures];
    const answer = await ask(await openSss());
    expect(answer.status).toBe(fixture.status);
    const shown = shapeOf(fixture.body);
    const answered = shapeOf(answer.body);
    const extra = Object.keys(answered).filter((path) => !(path in shown));
    expect(extra.sort()).toEqual([...more].sort());
    const wanted = Object.entries(shown).filter(([path]) => !less.includes(path));
    expect(answered).toMatchObject(Object.fromEntries(wanted));
  },
);

test("times are written YYYY-MM-DD HH:MM:SS, and absent ones are empty or null", async () => {
  const sss = await openSss();
  const { body } = await asEndUser(sss, "GET /users");
  for (const user of body.users) {
    expect(user.start_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  }
  const contract = await asEndUser(sss, `GET /contracts/${sss.sandbox.accounts.endUser.contractId}`);
  expect(contract.body.end_time).toBe("");
});

test("every answer bears the gateway's own transaction id, also a refusal", async () => {
  const { send } = await openSss();
  for (const path of ["/v3", "/api/v1.0/users", "/nowhere"]) {
    expect((await send(path)).headers.get("ecl-transaction-id")).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  }
});

function asEndUser(sss: Sss, route: string, body?: unknown): Promise<Answer> {
  return sss.call(sss.sandbox.accounts.endUser, route, body);
}

async function firstRequest(sss: Sss, version: string): Promise<Answer> {
  const { body } = await asEndUser(sss, "GET /approval-requests");
  return asEndUser(sss, `${version}GET /approval-requests/${body.approval_requests[0].request_id}`);
}

/** The type of the value at each path; of a list, its first entry speaks for all. */
function shapeOf(value: unknown, path = ""): Record<string, string> {
  if (typeof value !== "object" || value === null) {
    return { [path]: value === null ? "null" : typeof value };
  }
  const entries = Array.isArray(value) ? [["0", value[0]] as const] : Object.entries(value);
  return Object.assign(
    {},
    ...entries.map(([key, inner]) => shapeOf(inner, path === "" ? key : `${path}.${key}`)),
  );
}
