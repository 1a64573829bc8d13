import { listUsers } from "../../tools/user/list-users.ts";
import type { AsAccount } from "./means.ts";

/** Why SSS cannot be asked for more, where another check tells of it: there is no token, or no answer to a simple read. */
export async function silenceOf({ standing, ask }: AsAccount): Promise<string | undefined> {
  const hasToken = await standing().then(
    () => true,
    () => false,
  );
  if (!hasToken) return "Without a token SSS cannot be asked.";
  const users = await ask(listUsers);
  return users.kind === "done" || users.code === "forbidden"
    ? undefined
    : "SSS does not answer a simple read: see IAM role on /ecl-sss.";
}
