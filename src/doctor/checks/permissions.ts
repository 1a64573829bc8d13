import { catalog } from "../../../tools/index.ts";
import { listChannels } from "../../../tools/channel/list-channels.ts";
import { type Check, defineCheck } from "../check.ts";
import { ok, skipped, warning } from "../finding.ts";
import { type ListRead, readLists, resourceOf } from "../lists.ts";
import type { AsAccount } from "../means.ts";
import { silenceOf } from "../silence.ts";

const permissions = defineCheck({
  id: "permissions",
  group: "account",
  title: "Permission by operation",
  needs: "account",
  async run(means) {
    const silence = await silenceOf(means);
    if (silence !== undefined) return skipped(silence);
    const { ask, ownUser } = means;
    const own = await ownUser();
    if (own === undefined)
      return skipped("It is not known whose API key this is, so that lists cannot be asked for.");
    const [reads, isPartner] = await Promise.all([readLists(ask, own), isOfPartner(ask)]);
    const refused = reads.filter(isRefused);
    const unexpected = refused.filter(({ operation }) => isPartner || operation.role !== "partner");
    const failed = reads.filter((read) => read.outcome.kind !== "done" && !isRefused(read));
    const answered = `${reads.length - refused.length - failed.length} of ${reads.length} lists answer.`;
    if (failed.length > 0) {
      const told = failed
        .map(({ operation, outcome }) => `${operation.name} (${codeOf(outcome)})`)
        .join(", ");
      return warning(`${answered} Failed: ${told}.`, "Run `sss-ops doctor` again; SSS may be busy.");
    }
    if (unexpected.length > 0) {
      const paths = unexpected.map(({ operation }) => operation.route).join(", ");
      return warning(
        `${answered} Refused: ${namesOf(unexpected)}, so that tools of ${resources(unexpected)} do not work.`,
        `Have the contract owner permit it in an IAM role of the user (basePath=/ecl-sss): ${paths}.`,
      );
    }
    return ok(
      isPartner ? answered : `${answered} The account is no partner's: ${withoutPartner()} do not work.`,
    );
  },
});

/** What the account may read, list by list. */
export const permissionChecks: readonly Check[] = [permissions];

/** Whether the account is a partner's: only those see channels. */
export async function isOfPartner(ask: AsAccount["ask"]): Promise<boolean> {
  return (await ask(listChannels, { get_contracts: false })).kind === "done";
}

function isRefused({ outcome }: ListRead): boolean {
  return outcome.kind === "failed" && outcome.code === "forbidden";
}

function codeOf(outcome: ListRead["outcome"]): string {
  return "code" in outcome ? outcome.code : outcome.kind;
}

function namesOf(reads: readonly ListRead[]): string {
  return reads.map(({ operation }) => operation.name).join(", ");
}

function resources(reads: readonly ListRead[]): string {
  return [...new Set(reads.map(({ operation }) => resourceOf(operation)))].join(", ");
}

/** The operations that take a partner, by their number: the catalog marks them. */
function withoutPartner(): string {
  return `${catalog.filter(({ role }) => role === "partner").length} operations that take one`;
}
