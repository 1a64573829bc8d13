import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryDirectory } from "../../directory.ts";
import type { Break } from "./break.ts";

const autumn = () => Date.parse("2026-11-22");

async function fileFor(mode: number): Promise<string> {
  const path = join(await temporaryDirectory(), "secret");
  await writeFile(path, "kept for nobody", { mode });
  return path;
}

/** Breaks of what the program runs on and of its settings. */
export const programBreaks: readonly Break[] = [
  {
    id: "node",
    when: "the release is too old",
    prepare: () => ({ environment: {}, nodeVersion: "18.20.8" }),
    state: "fault",
    found: "18.20.8 is too old: >=20.19",
    fix: "nvm install",
  },
  {
    id: "node",
    when: "the release gets no fixes any more",
    prepare: () => ({ environment: {}, nodeVersion: "20.20.2", now: autumn }),
    state: "warning",
    found: "no security fixes since 2026-04-30",
    fix: "nvm install",
  },
  {
    id: "node",
    when: "the release is between two long-term ones",
    prepare: () => ({ environment: {}, nodeVersion: "25.1.0" }),
    state: "warning",
    found: "no long-term release",
    fix: "nvm install",
  },
  {
    id: "time-zone",
    when: "the zone has no such name",
    prepare: () => ({ environment: { TZ: "Asia/Toyko" } }),
    state: "warning",
    found: "TZ=Asia/Toyko names no time zone",
    fix: "Asia/Tokyo",
  },
  {
    id: "proxy",
    when: "a proxy is meant to be used",
    prepare: () => ({ environment: { https_proxy: "http://proxy:3128" } }),
    state: "warning",
    found: "HTTPS_PROXY is set and not used",
    fix: "port 443",
  },
  {
    id: "tls-trust",
    when: "certificates are not checked",
    prepare: () => ({ environment: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } }),
    state: "fault",
    found: "can pose as SSS",
    fix: "Unset NODE_TLS_REJECT_UNAUTHORIZED",
  },
  {
    id: "configuration",
    when: "several settings do not fit",
    prepare: () => ({ environment: { SSS_OPS_PORT: "many", SSS_API_KEY: "alone" } }),
    state: "fault",
    found: "SSS_OPS_PORT",
    fix: "sss-ops config",
  },
  {
    id: "unknown-settings",
    when: "a variable is mistyped",
    prepare: () => ({ environment: { SLACK_BOT_TOKN: "xoxb-1" } }),
    state: "warning",
    found: "SLACK_BOT_TOKN: no setting is called so",
    fix: "Rename SLACK_BOT_TOKN to SLACK_BOT_TOKEN",
  },
  {
    id: "secret-files",
    when: "the file of a secret is open to all",
    prepare: async () => ({ environment: { SSS_API_SECRET_FILE: await fileFor(0o644) } }),
    state: "warning",
    found: "Every user of this machine can read",
    fix: "chmod 600",
  },
  {
    id: "secret-files",
    when: "a file of variables beside the program is open to all",
    async prepare() {
      const directory = await temporaryDirectory();
      await writeFile(join(directory, ".env"), "SSS_API_SECRET=1", { mode: 0o604 });
      return { environment: {}, directory };
    },
    state: "warning",
    found: ".env",
    fix: "chmod 600",
  },
];
