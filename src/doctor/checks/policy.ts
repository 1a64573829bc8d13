import { stat } from "node:fs/promises";
import { catalog } from "../../../tools/index.ts";
import type { Policy } from "../../gate/policy.ts";
import { freezeOn, toldFreeze } from "../../gate/policy/freeze.ts";
import { warningsOf } from "../../gate/policy/warnings.ts";
import { faultsOf } from "../../policy/reload.ts";
import { policySource, termsOf, toPolicy } from "../../policy/source.ts";
import { type Check, defineCheck } from "../check.ts";
import { fault, ok, skipped, warning } from "../finding.ts";
import { approversIn, coverage } from "../approvers.ts";

const othersWrite = 0o022;

const policy = defineCheck({
  id: "policy",
  group: "policy",
  title: "Policy",
  needs: "config",
  async run({ config }) {
    const terms = termsOf(config);
    try {
      return aboutPolicy(await toPolicy(await policySource(terms).first(), terms));
    } catch (error) {
      return fault(
        `It does not fit: ${faultsOf(error).join("; ").replace(/\.$/, "")}.`,
        "Correct these (sss-ops policy check); a running server goes on with the former policy.",
      );
    }
  },
});

const writers = defineCheck({
  id: "policy-file",
  group: "policy",
  title: "Who can change the policy",
  needs: "config",
  async run({ config, file: settingsFile }) {
    const { file } = policySource(config.policy);
    const paths = [...new Set([file, settingsFile])].filter((path) => path !== undefined);
    if (paths.length === 0 || process.platform === "win32") return skipped("It stands in no file.");
    const modes = await Promise.all(paths.map(async (path) => ({ path, mode: (await stat(path)).mode })));
    const open = modes.filter(({ mode }) => (mode & othersWrite) !== 0).map(({ path }) => path);
    return open.length === 0
      ? ok(`Nobody but the owner of ${paths.join(" and ")}.`)
      : fault(
          `Others can write ${open.join(" and ")}, and so make themselves approvers.`,
          `chmod go-w ${open.join(" ")}`,
        );
  },
});

const approvers = defineCheck({
  id: "approvers",
  group: "policy",
  title: "Approvers",
  needs: "policy",
  run: ({ policy: known, config }) => coverage(known, config),
});

const identity = defineCheck({
  id: "identity",
  group: "policy",
  title: "Who approvers are elsewhere",
  needs: "policy",
  run({ policy: known }) {
    if (approversIn(known).length === 0) return skipped("There are no approvers.");
    const warnings = warningsOf(known).map((line) => line.replace(/^Policy: /, ""));
    if (warnings.length > 0) {
      return warning(
        warnings.join(" "),
        "In the policy: people: [{ principal: slack:T…/U…, mayApprove: true, alsoKnownAs: [local:NAME], sssUserId: ecid… }]",
      );
    }
    return ok("Each is known under their other names, or comes under one only.");
  },
});

const freeze = defineCheck({
  id: "freeze",
  group: "policy",
  title: "Freezes",
  needs: "policy",
  run({ policy: known, now }) {
    const at = now();
    const frozen = catalog
      .filter(({ effect }) => effect !== "read")
      .flatMap((operation) => {
        const on = freezeOn(operation, at, known);
        return on === undefined ? [] : [on];
      });
    const [first] = frozen;
    if (first !== undefined) {
      return warning(
        toldFreeze(`${frozen.length} operations: each`, first, at),
        `Wait, or take "${first.name}" out of freezes in the policy.`,
      );
    }
    return ok(known.freezes.length === 0 ? "There are none." : "None is on just now.");
  },
});

/** What is allowed, and with whose consent. */
export const policyChecks: readonly Check[] = [policy, writers, approvers, identity, freeze];

function aboutPolicy({ version, readOnly, deny, rules, people, roles }: Policy) {
  const told = `Version ${version}: ${rules.length} rules, ${people.length} people, ${roles.length} roles`;
  if (readOnly) {
    return warning(
      `${told}; read-only, so that every write is refused.`,
      "Unset SSS_OPS_READ_ONLY (readOnly in the policy) where writes are meant to run.",
    );
  }
  return ok(deny.length === 0 ? `${told}.` : `${told}; refused: ${deny.join(", ")}.`);
}
