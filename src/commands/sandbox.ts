import { type Command, Option } from "commander";
import { toPort, toSeconds } from "./flags.ts";
import { log, stopSignal } from "./process.ts";

const sizes = ["small", "large"] as const;

interface SandboxFlags {
  readonly port: number;
  readonly size: (typeof sizes)[number];
  readonly region: string;
  readonly tokenLife: number;
  readonly transactionTime: number;
  readonly unscopedCatalog: boolean;
}

/** `sandbox`: the made-up SSS alone. */
export function addSandbox(program: Command): void {
  program
    .command("sandbox")
    .description("run the made-up SSS and Keystone alone, for any client of the API")
    .option("--port <port>", "port to listen on; 0 for any free one", toPort, 0)
    .addOption(
      new Option("--size <size>", "large: 10,000 users in one contract").choices(sizes).default("small"),
    )
    .option("--region <region>", "the region it plays", "jp1")
    .option("--token-life <seconds>", "how long a token lives", toSeconds, 3_600)
    .option("--transaction-time <seconds>", "how long an asynchronous call runs", toSeconds, 2)
    .option("--no-unscoped-catalog", "leave the catalog out of unscoped tokens, as the real service does")
    .action(runSandbox);
}

async function runSandbox(options: SandboxFlags): Promise<void> {
  const { startSandbox } = await import("../sandbox/server.ts");
  const sandbox = await startSandbox({
    ...options,
    tokenLifeMs: options.tokenLife * 1_000,
    transactionMs: options.transactionTime * 1_000,
  });
  const { url, keystoneUrl, accounts } = sandbox;
  process.stdout.write(`${JSON.stringify({ url, keystoneUrl, accounts }, null, 2)}\n`);
  log("A made-up SSS: nothing here is real, and all of it is gone when it stops.");
  await stopSignal();
  await sandbox.close();
}
