import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, reasonIn, ok, skipped, warning } from "../finding.ts";
import type { AsAccount } from "../means.ts";
import type { Certificate, Look } from "../probe.ts";
import { settingOf } from "../setting-of.ts";

const dayMs = 86_400_000;
/** Within so many days a certificate has to be renewed. */
const fewDays = 14;
/** The clocks of tokens and of Slack's signatures allow for a minute; beyond two nothing that is signed counts. */
const skewMs = { noticed: 30_000, broken: 120_000 } as const;
const inThisProcess = "SANDBOX: SSS and Keystone are made up in this process.";

const account = defineCheck({
  id: "account",
  group: "account",
  title: "Account",
  needs: "account",
  run: ({ account: known }) =>
    known === undefined
      ? warning(
          "SANDBOX: no SSS credentials are set, so this is a made-up account in memory; nothing here is real.",
          "Set SSS_API_KEY and SSS_API_SECRET (and SSS_REGION) to work on the real service.",
        )
      : ok(`REAL SERVICE: everything is done to the account at ${known.sssUrl}.`),
});

const keystone = defineCheck({
  id: "keystone",
  group: "account",
  title: "Keystone can be reached",
  needs: "account",
  run: (means) => reach(means, "keystoneUrl", means.keystone),
});

const sss = defineCheck({
  id: "sss",
  group: "account",
  title: "SSS can be reached",
  needs: "account",
  run: (means) => reach(means, "sssUrl", means.sss),
});

const tls = defineCheck({
  id: "tls",
  group: "account",
  title: "TLS certificates",
  needs: "account",
  async run({ account: known, keystone: askKeystone, sss: askSss, now }) {
    if (known === undefined) return skipped(inThisProcess);
    const findings = await Promise.all([
      certificateAt(known.keystoneUrl, askKeystone, now),
      certificateAt(known.sssUrl, askSss, now),
    ]);
    return findings.find(({ state }) => state === "fault") ?? findings.find(isNotable) ?? all(findings);
  },
});

const clock = defineCheck({
  id: "clock",
  group: "account",
  title: "Clock",
  needs: "account",
  async run({ account: known, keystone: ask }) {
    if (known === undefined) return skipped(inThisProcess);
    const look = await ask().catch(() => undefined);
    if (look?.date === undefined) return skipped("Keystone tells no time to compare with.");
    // Its clock shows whole seconds: on average it is half of one ahead of what it says.
    const skew = (look.askedAt + look.answeredAt) / 2 - (look.date + 500);
    const told = `This clock is ${seconds(skew)} ${skew > 0 ? "ahead of" : "behind"} Keystone's`;
    if (Math.abs(skew) < skewMs.noticed) return ok(`${told}.`);
    return Math.abs(skew) < skewMs.broken
      ? warning(`${told}.`, setClock)
      : fault(`${told}: signatures of Slack and tokens of OAuth do not count.`, setClock);
  },
});

const setClock = "sudo timedatectl set-ntp true (or chronyc makestep), and see that port 123/udp is open";

/** The way to SSS, before any token. */
export const upstreamChecks: readonly Check[] = [account, keystone, sss, tls, clock];

async function reach(
  { account: known, now }: AsAccount,
  field: "keystoneUrl" | "sssUrl",
  ask: () => Promise<Look>,
): Promise<Finding> {
  if (known === undefined) return skipped(inThisProcess);
  const url = known[field];
  const begun = now();
  try {
    const { status, askedAt, answeredAt } = await ask();
    const told = `${url} answers ${status} in ${answeredAt - Math.max(askedAt, begun)} ms.`;
    return status < 500
      ? ok(told)
      : fault(told, "Look at NTT's maintenance notices, and run `sss-ops doctor` again later.");
  } catch (error) {
    return fault(
      `${url} cannot be reached: ${reasonIn(error)}.`,
      `Check DNS and firewall (curl -sv ${url}), and ${settingOf(known, field)} or ${settingOf(known, "region")} (now ${known.region}).`,
    );
  }
}

async function certificateAt(url: string, ask: () => Promise<Look>, now: () => number): Promise<Finding> {
  const { host, protocol } = new URL(url);
  if (protocol === "http:") return skipped(`${host} is on this machine, and reached in the clear.`);
  const look = await ask().catch(() => undefined);
  return look?.certificate === undefined
    ? skipped(`${host} does not answer.`)
    : aboutCertificate(host, look.certificate, now());
}

function aboutCertificate(host: string, certificate: Certificate, now: number): Finding {
  const { validUntil, issuer, fault: why } = certificate;
  const days = Math.floor((validUntil - now) / dayMs);
  const end = new Date(validUntil).toISOString().slice(0, 10);
  const renew = `Renew the certificate of ${host}; where it is NTT's own, look for a proxy in between.`;
  if (days < 0) return fault(`The certificate of ${host} ended on ${end}.`, renew);
  if (why !== undefined) {
    const told = `The certificate of ${host}, by ${issuer}, is not trusted (${why}).`;
    return fault(told, "Set NODE_EXTRA_CA_CERTS=/path/to/ca.pem where a CA of your own has signed it.");
  }
  if (days < fewDays) return warning(`The certificate of ${host} ends in ${days} days, on ${end}.`, renew);
  return ok(`${host}: by ${issuer}, ${days} days left.`);
}

function isNotable({ state }: Finding): boolean {
  return state === "warning";
}

function all(findings: readonly Finding[]): Finding {
  const good = findings.filter(({ state }) => state === "ok");
  const told = [...new Set((good.length > 0 ? good : findings).map(({ found }) => found))].join(" ");
  return good.length > 0 ? ok(told) : skipped(told);
}

function seconds(ms: number): string {
  return `${(Math.abs(ms) / 1_000).toFixed(1)} s`;
}
