import { listUsers } from "../../../tools/user/list-users.ts";
import { listWorkspaces } from "../../../tools/workspace/list-workspaces.ts";
import { SssError, type SssErrorCode, nextSteps } from "../../sss/errors.ts";
import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, ok, skipped, warning } from "../finding.ts";
import type { Ending } from "../../gate/outcome.ts";
import type { AsAccount } from "../means.ts";
import { settingOf } from "../setting-of.ts";
import { silenceOf } from "../silence.ts";
import { isOfPartner } from "./permissions.ts";

const minuteMs = 60_000;

const token = defineCheck({
  id: "token",
  group: "account",
  title: "API key pair",
  needs: "account",
  async run({ account, standing }) {
    const known = await standing().catch((error: unknown) => error);
    if (known instanceof SssError) return toldRefusal(known, account);
    const { apiKey, tenantId, tokenLifeMs } = await standing();
    const life = tokenLifeMs === undefined ? "" : ` for ${Math.round(tokenLifeMs / minuteMs)} minutes`;
    const scope = tenantId === undefined ? "" : `, scoped to tenant ${tenantId}`;
    return ok(`Keystone gives the API key ${shortened(apiKey)} a token${life}${scope}.`);
  },
});

const keyPair = defineCheck({
  id: "key-pair",
  group: "account",
  title: "Reissued key pair",
  needs: "account",
  async run({ account, standing }) {
    const known = await standing().catch(() => undefined);
    if (account === undefined) return skipped("SANDBOX: each start makes another pair.");
    if (known === undefined) return skipped("Which pair would be in use shows with a token.");
    return known.apiKey === account.credentials.apiKey
      ? ok("The configured pair is in use; it was not reissued here.")
      : ok(
          "The pair that update_api_key issued here is in use; the configured one is dead. Keep the state in your backups.",
        );
  },
});

const keystoneRight = defineCheck({
  id: "api-keystone",
  group: "account",
  title: "API availability and /ecl-keystone",
  needs: "account",
  async run({ standing }) {
    const error = await errorOf(standing());
    if (error === undefined) return ok("The user is available for the API and may ask Keystone for tokens.");
    if (!isForbidden(error)) return skipped("Keystone refuses the pair before that: see the API key pair.");
    return fault(
      "Keystone knows the API key and gives it no token.",
      "Have the contract owner make the user API available in the portal, and put them into an IAM group whose role permits basePath=/ecl-keystone path=* verb=POST; new users have neither.",
    );
  },
});

const sssRight = defineCheck({
  id: "api-sss",
  group: "account",
  title: "IAM role on /ecl-sss",
  needs: "account",
  async run({ standing, ask }) {
    if ((await errorOf(standing())) !== undefined) return skipped("Without a token SSS cannot be asked.");
    const users = await ask(listUsers);
    if (users.kind === "done") return ok("SSS answers to what the account reads.");
    if (users.kind !== "failed" || users.code !== "forbidden") return asFault(users);
    return fault(
      "SSS refuses the simplest read.",
      "Have the contract owner put the user into an IAM group whose role permits basePath=/ecl-sss path=* (portal, or `iam role create` and `iam group attach-role` with the owner's key).",
    );
  },
});

const roles = defineCheck({
  id: "roles",
  group: "account",
  title: "Roles on SSS",
  needs: "account",
  async run(means) {
    const silence = await silenceOf(means);
    if (silence !== undefined) return skipped(silence);
    const own = await means.ownUser();
    if (own === undefined) {
      return warning(
        "Reads do not tell which user the API key is of, so that the guards and hints know less.",
        "Use the key of a contract owner or super user, or permit GET on /users to its IAM role.",
      );
    }
    const isPartner = await isOfPartner(means.ask);
    const held = [
      own.isOwner ? "contract owner" : "",
      own.isSuperUser ? "super user" : "",
      isPartner ? "partner" : "",
    ].filter((role) => role !== "");
    const told = held.length === 0 ? "an ordinary user" : held.join(", ");
    return ok(`${own.userId} of ${own.contractId}: ${told}.`);
  },
});

const version = defineCheck({
  id: "api-version",
  group: "account",
  title: "API version",
  needs: "account",
  async run(means) {
    const silence = await silenceOf(means);
    if (silence !== undefined) return skipped(silence);
    const { account } = means;
    const wanted = account?.version ?? "v1.0";
    const newer = await means.ask(listWorkspaces);
    if (newer.kind === "done")
      return ok(`${wanted} is called where both have an operation; v2 answers, which is to replace v1.0.`);
    const told = `v2 does not answer${"message" in newer ? ` (${newer.message.replace(/\.$/, "")})` : ""}`;
    const [setting, region] = (["apiVersion", "region"] as const).map((field) => settingOf(account, field));
    return wanted === "v2"
      ? fault(`${told}, and ${setting} is v2.`, `Set ${setting} to v1.0, or ${region} to one with v2.`)
      : warning(
          `${told}: workspaces cannot be administered.`,
          `Nothing, unless workspaces are used; ${region} and IAM role decide.`,
        );
  },
});

/** What Keystone and SSS let the account do. */
export const rightsChecks: readonly Check[] = [token, keyPair, keystoneRight, sssRight, roles, version];

function toldRefusal({ code, message }: SssError, account: AsAccount["account"]): Finding {
  const found = `${message.replace(/^account failed: (authentication failed: )?/, "")}.`;
  const fixes: Partial<Record<SssErrorCode, string>> = {
    unauthenticated: `Set ${settingOf(account, "apiKey")} and ${settingOf(account, "apiSecret")} to the pair of the portal: a reissued one kills the old at once. A user who is not API available is refused alike.`,
    forbidden: "See API availability and /ecl-keystone.",
  };
  return fault(found, fixes[code] ?? nextSteps[code]);
}

/** A read that did not come to its end. */
function asFault({ message, next }: Exclude<Ending, { readonly kind: "done" }>): Finding {
  return fault(message, next);
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function isForbidden(error: unknown): boolean {
  return error instanceof SssError && error.code === "forbidden";
}

/** Enough to tell keys apart by. */
function shortened(apiKey: string): string {
  return `${apiKey.slice(0, 6)}…`;
}
