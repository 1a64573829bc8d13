import type { Fault } from "../../../src/sandbox/faults.ts";
import type { AccountName } from "../../house.ts";
import { freePort } from "../../sss/upstream.ts";
import { startTlsServer } from "../certificate.ts";
import { type Patient, settledEnvironment } from "../clinic.ts";
import type { Break } from "./break.ts";

/** An account of the sandbox in which something goes wrong. */
async function struck(fault: Fault, settings: Record<string, string> = {}): Promise<Patient> {
  const { sandbox, environment } = await settledEnvironment();
  sandbox.faults.add(fault);
  return { environment: { ...environment, ...settings } };
}

async function withSettings(settings: () => Promise<Record<string, string>>): Promise<Patient> {
  const { environment } = await settledEnvironment();
  return { environment: { ...environment, ...(await settings()) } };
}

async function ofAccount(account: AccountName): Promise<Patient> {
  return { environment: (await settledEnvironment(account)).environment };
}

const nowhere = async () => `http://127.0.0.1:${await freePort()}`;
const dayMs = 86_400_000;

async function certified(from: number, until: number): Promise<Patient> {
  return withSettings(async () => ({ SSS_KEYSTONE_URL: `${await startTlsServer(from, until)}/v3` }));
}

/** Breaks of the way to SSS, and of what an account may do there. */
export const upstreamBreaks: readonly Break[] = [
  {
    id: "account",
    when: "no account is set",
    prepare: () => ({ environment: {} }),
    state: "warning",
    found: "SANDBOX",
    fix: "SSS_API_KEY",
  },
  {
    id: "keystone",
    when: "nothing listens there",
    prepare: () => withSettings(async () => ({ SSS_KEYSTONE_URL: `${await nowhere()}/v3` })),
    state: "fault",
    found: "cannot be reached",
    fix: "SSS_KEYSTONE_URL",
  },
  {
    id: "keystone",
    when: "it is being maintained",
    prepare: () => struck({ kind: "gateway", path: "/v3" }),
    state: "fault",
    found: "answers 503",
    fix: "maintenance",
  },
  {
    id: "sss",
    when: "nothing listens there",
    prepare: () => withSettings(async () => ({ SSS_URL: `${await nowhere()}/api` })),
    state: "fault",
    found: "cannot be reached",
    fix: "SSS_URL",
  },
  {
    id: "tls",
    when: "the certificate is nobody's whom this machine trusts",
    prepare: () => certified(Date.now() - dayMs, Date.now() + 90 * dayMs),
    state: "fault",
    found: "is not trusted",
    fix: "NODE_EXTRA_CA_CERTS",
  },
  {
    id: "tls",
    when: "the certificate is over",
    prepare: () => certified(Date.now() - 9 * dayMs, Date.now() - dayMs),
    state: "fault",
    found: "ended on",
    fix: "Renew",
  },
  {
    id: "clock",
    when: "this clock is minutes ahead",
    prepare: async () => ({ ...(await ofAccount("partner")), now: () => Date.now() + 300_000 }),
    state: "fault",
    found: "ahead of Keystone's",
    fix: "timedatectl",
  },
  {
    id: "clock",
    when: "this clock is a minute behind",
    prepare: async () => ({ ...(await ofAccount("partner")), now: () => Date.now() - 60_000 }),
    state: "warning",
    found: "behind Keystone's",
    fix: "timedatectl",
  },
  {
    id: "token",
    when: "the secret is wrong",
    prepare: () => withSettings(async () => ({ SSS_API_SECRET: "none-of-it-fits" })),
    state: "fault",
    found: "does not accept the API key and secret",
    fix: "SSS_API_SECRET",
  },
  {
    id: "token",
    when: "the user is not available for the API",
    prepare: () => ofAccount("unavailable"),
    state: "fault",
    found: "does not accept the API key and secret",
    fix: "not API available",
  },
  {
    id: "api-keystone",
    when: "no role of the user permits Keystone",
    prepare: () => ofAccount("noToken"),
    state: "fault",
    found: "gives it no token",
    fix: "basePath=/ecl-keystone",
  },
  {
    id: "api-sss",
    when: "no role of the user permits SSS",
    prepare: () => struck({ kind: "iam-denial", path: "/api/v1.0" }),
    state: "fault",
    found: "refuses the simplest read",
    fix: "basePath=/ecl-sss",
  },
  {
    id: "roles",
    when: "users cannot be read",
    prepare: () => struck({ kind: "iam-denial", path: "/api/v1.0/users" }),
    state: "warning",
    found: "do not tell which user",
    fix: "/users",
  },
  {
    id: "permissions",
    when: "one list is refused",
    prepare: () => struck({ kind: "iam-denial", path: "/iam/roles" }),
    state: "warning",
    found: "list_iam_roles",
    fix: "GET /iam/roles",
  },
  {
    id: "permissions",
    when: "one list fails",
    prepare: () => struck({ kind: "not-json", path: "/approval-requests" }),
    state: "warning",
    found: "list_approval_requests (invalid_answer)",
    fix: "sss-ops doctor",
  },
  {
    id: "api-version",
    when: "v2 is not there",
    prepare: () => struck({ kind: "iam-denial", path: "/api/v2" }),
    state: "warning",
    found: "workspaces cannot be administered",
    fix: "SSS_REGION",
  },
  {
    id: "api-version",
    when: "v2 is not there and wanted",
    prepare: () => struck({ kind: "iam-denial", path: "/workspaces" }, { SSS_API_VERSION: "v2" }),
    state: "fault",
    found: "SSS_API_VERSION is v2",
    fix: "Set SSS_API_VERSION to v1.0",
  },
];
