import { readFile } from "node:fs/promises";
import { type Check, defineCheck } from "../check.ts";
import { fault, ok, skipped, warning } from "../finding.ts";

const dayMs = 86_400_000;

/** The day on which each long-term release of Node gets its last security fix (nodejs.org/en/about/previous-releases). */
const endOfLife: Readonly<Record<string, string>> = {
  "20": "2026-04-30",
  "22": "2027-04-30",
  "24": "2028-04-30",
  "26": "2029-04-30",
};
/** The newest one that the tests run on. */
const advised = "24";
/** So many days before that it is time to plan. */
const noticeDays = 60;
/** Sockets of assistants, SSS, Slack and the store, with room to spare. */
const fewDescriptors = 1_024;
const proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

const node = defineCheck({
  id: "node",
  group: "program",
  title: "Node.js",
  needs: "machine",
  run({ nodeVersion, nodeWanted, now }) {
    if (isOlder(nodeVersion, nodeWanted.replace(/^\D*/, "")))
      return fault(`Node.js ${nodeVersion} is too old: ${nodeWanted} is needed.`, upgrade);
    const end = endOfLife[nodeVersion.split(".")[0] ?? ""];
    if (end === undefined) return warning(`Node.js ${nodeVersion} is no long-term release.`, upgrade);
    const days = Math.floor((Date.parse(end) - now()) / dayMs);
    if (days < 0) return warning(`Node.js ${nodeVersion} has had no security fixes since ${end}.`, upgrade);
    if (days < noticeDays)
      return warning(`Node.js ${nodeVersion} gets its last security fixes on ${end}.`, upgrade);
    return ok(`Node.js ${nodeVersion}, with security fixes until ${end}.`);
  },
});

const upgrade = `Install a newer long-term release, such as: nvm install ${advised} && npm ci`;

const timeZone = defineCheck({
  id: "time-zone",
  group: "program",
  title: "Time zone and Japanese",
  needs: "machine",
  run({ environment }) {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    const isIgnored = !isZone(environment["TZ"]);
    if (isIgnored) {
      return warning(
        `TZ=${environment["TZ"]} names no time zone, so that times are shown in ${zone}.`,
        "Set TZ to a name such as Asia/Tokyo.",
      );
    }
    if (Intl.DateTimeFormat.supportedLocalesOf("ja").length === 0)
      return warning("This Node.js has no Japanese dates.", "Use an official build, or one with full ICU.");
    return ok(`Times are shown in ${zone}; dates are there in Japanese, too.`);
  },
});

const descriptors = defineCheck({
  id: "file-descriptors",
  group: "program",
  title: "Open files",
  needs: "machine",
  async run() {
    const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
    const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
    if (Number.isNaN(limit)) return skipped("This system does not tell how many files may be open.");
    if (limit < fewDescriptors) {
      return warning(
        `Only ${limit} files and sockets may be open at once.`,
        `ulimit -n 65536 (systemd: LimitNOFILE=65536; containers: --ulimit nofile=65536)`,
      );
    }
    return ok(`${limit} files and sockets may be open at once.`);
  },
});

const proxy = defineCheck({
  id: "proxy",
  group: "program",
  title: "Outbound proxy",
  needs: "machine",
  run({ environment }) {
    const set = proxyVariables.filter((name) => isSet(environment, name) || isSet(environment, lower(name)));
    if (set.length === 0) return ok("None is set: SSS and Slack are called directly.");
    return warning(
      `${set.join(" and ")} is set and not used: SSS and Slack are called directly.`,
      "Let this machine reach the addresses of SSS and Slack on port 443, and unset the variable.",
    );
  },
});

const trust = defineCheck({
  id: "tls-trust",
  group: "program",
  title: "Trust in certificates",
  needs: "machine",
  run({ environment }) {
    if (environment["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
      return fault(
        "NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can pose as SSS and take the API key.",
        "Unset NODE_TLS_REJECT_UNAUTHORIZED; for a CA of your own set NODE_EXTRA_CA_CERTS=/path/to/ca.pem.",
      );
    }
    const own = environment["NODE_EXTRA_CA_CERTS"];
    return ok(
      own === undefined || own === ""
        ? "Certificates are checked."
        : `Certificates are checked, also against ${own}.`,
    );
  },
});

/** What the program runs on. */
export const programChecks: readonly Check[] = [node, timeZone, descriptors, proxy, trust];

function isOlder(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, "en", { numeric: true }) < 0;
}

function isZone(name: string | undefined): boolean {
  if (name === undefined || name === "") return true;
  try {
    return Intl.DateTimeFormat("en", { timeZone: name.replace(/^:/, "") }) !== undefined;
  } catch {
    return false;
  }
}

function isSet(environment: NodeJS.ProcessEnv, name: string): boolean {
  return (environment[name] ?? "") !== "";
}

function lower(name: string): string {
  return name.toLowerCase();
}
