import { chmod } from "node:fs/promises";
import { policyFile } from "../../gate/flow/flow.ts";
import type { Patient } from "../clinic.ts";
import type { Break } from "./break.ts";

async function under(yaml: string, settings: Record<string, string> = {}, mode = 0o600): Promise<Patient> {
  const path = await policyFile(yaml);
  await chmod(path, mode);
  return { environment: { SSS_OPS_POLICY: path, ...settings } };
}

const newYear = Date.parse("2027-01-01T00:00:00Z");

/** Breaks of the policy. */
export const policyBreaks: readonly Break[] = [
  {
    id: "policy",
    when: "it names what there is not",
    prepare: () => under("deny: [delete_everything]\nrules: 5"),
    state: "fault",
    found: "matches no operation",
    fix: "sss-ops policy check",
  },
  {
    id: "policy",
    when: "its file is gone",
    prepare: () => ({ environment: { SSS_OPS_POLICY: "/nowhere/policy.yaml" } }),
    state: "fault",
    found: "/nowhere/policy.yaml cannot be read",
    fix: "sss-ops policy check",
  },
  {
    id: "policy",
    when: "it refuses every write",
    prepare: () => ({ environment: { SSS_OPS_READ_ONLY: "true" } }),
    state: "warning",
    found: "read-only",
    fix: "SSS_OPS_READ_ONLY",
  },
  {
    id: "policy-file",
    when: "others may write it",
    prepare: () => under("{}", {}, 0o666),
    state: "fault",
    found: "make themselves approvers",
    fix: "chmod go-w",
  },
  {
    id: "approvers",
    when: "there are none",
    prepare: () => ({ environment: {} }),
    state: "warning",
    found: "Nobody may approve",
    fix: "mayApprove: true",
  },
  {
    id: "approvers",
    when: "a rule wants one and there is none",
    prepare: () => under("rules: [{ name: careful, consent: second }]"),
    state: "fault",
    found: "careful",
    fix: "mayApprove: true",
  },
  {
    id: "approvers",
    when: "the only one is whoever asks",
    prepare: () =>
      under(`people:
  - { principal: "local:boss", mayApprove: true, alsoKnownAs: ["oidc:id.example/boss"] }
  - { principal: "oidc:id.example/boss-2", mayApprove: false }
roles:
  - { name: chiefs, mayApprove: true, principals: ["oidc:id.example/boss"] }`),
    state: "warning",
    found: "local:boss is the only approver",
    fix: "name a second one",
  },
  {
    id: "approvers",
    when: "one can answer nowhere",
    prepare: () =>
      under(
        `people: [{ principal: "slack:T1/U1", mayApprove: true }, { principal: "local:boss", mayApprove: true }]`,
      ),
    state: "fault",
    found: "No door is open to slack:T1/U1",
    fix: "SSS_OPS_SLACK_CHANNEL",
  },
  {
    id: "identity",
    when: "nothing tells who somebody in Slack is elsewhere",
    prepare: () => under(`people: [{ principal: "slack:T1/U1", mayApprove: true }]`),
    state: "warning",
    found: "slack:T1/U1",
    fix: "alsoKnownAs",
  },
  {
    id: "freeze",
    when: "one is on",
    prepare: async () => ({
      ...(await under(
        `freezes: [{ name: new-year, from: "2026-12-28T00:00:00+09:00", until: "2027-01-05T00:00:00+09:00" }]`,
      )),
      now: () => newYear,
    }),
    state: "warning",
    found: "until 2027-01-04T15:00:00.000Z",
    fix: "new-year",
  },
];
