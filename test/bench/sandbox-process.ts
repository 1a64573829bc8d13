import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { temporaryDirectory } from "../directory.ts";
import { program } from "./program.ts";

/** A sandbox in a process of its own, and what reads it. */
export interface SandboxProcess {
  readonly url: string;
  readonly partner: Sandbox["accounts"]["partner"];
  /** Of the large sandbox: whose contract has 10,000 users. */
  readonly large: Sandbox["accounts"]["endUser"];
  /** The variables under which the program uses the partner's account, with a state directory that goes with the test. */
  readonly environment: Record<string, string>;
  /** A token of the partner, scoped to their tenant. */
  readonly token: string;
}

/** Starts `sss-ops sandbox`, which ends with the test. */
export async function startSandboxProcess(size: "small" | "large" = "small"): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [program, "sandbox", "--size", size], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { url, keystoneUrl, accounts } = await firstObject<Pick<Sandbox, "url" | "keystoneUrl" | "accounts">>(
    child.stdout,
  );
  const { partner, endUser: large } = accounts;
  return {
    url,
    partner,
    large,
    environment: {
      SSS_API_KEY: partner.apiKey,
      SSS_API_SECRET: partner.apiSecret,
      SSS_KEYSTONE_URL: keystoneUrl,
      SSS_URL: `${url}/api`,
      SSS_OPS_STATE_DIR: await temporaryDirectory(),
    },
    token: await tokenOf(keystoneUrl, partner),
  };
}

async function firstObject<Value>(output: AsyncIterable<Buffer>): Promise<Value> {
  let text = "";
  for await (const chunk of output) {
    text += chunk.toString();
    if (text.endsWith("\n}\n")) return JSON.parse(text) as Value;
  }
  throw new Error(`the sandbox ended: ${text}`);
}

async function tokenOf(keystoneUrl: string, { apiKey, apiSecret, tenantId }: SandboxProcess["partner"]) {
  const user = { domain: { id: "default" }, name: apiKey, password: apiSecret };
  const auth = {
    identity: { methods: ["password"], password: { user } },
    scope: { project: { id: tenantId } },
  };
  const response = await fetch(`${keystoneUrl}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth }),
  });
  const token = response.headers.get("x-subject-token");
  if (token === null) throw new Error(`the sandbox gave no token: ${response.status}`);
  return token;
}
