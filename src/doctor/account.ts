import { type Endpoint, asEndpoint } from "../../tools/operation.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { type Upstream, createUpstream } from "../accounts/upstream.ts";
import type { Account } from "../config/config.ts";
import type { Actor } from "../gate/actor.ts";
import { ownUser } from "../gate/advice/role.ts";
import { flagOf } from "../gate/facts.ts";
import type { CachedRead } from "../gate/names/cached-read.ts";
import { createFinder } from "../gate/names/finder.ts";
import { endingOf } from "../gate/outcome.ts";
import { isReading } from "../gate/send.ts";
import type { Credentials } from "../store/credentials.ts";
import type { AsAccount, Ask, Configured, OwnUser } from "./means.ts";
import { once } from "./once.ts";
import { patiently } from "./patiently.ts";
import { lookAt } from "./probe.ts";

/** Reads only, for nobody in particular. */
const looker: Actor = { principal: "sss-ops:doctor", face: "gate", asking: "none" };

/** An account that is asked through the client that the server uses, and only what changes nothing. */
export function asAccount(
  account: Account | undefined,
  configured: Configured,
  credentials: Credentials,
): { readonly means: AsAccount; close(): Promise<void> } {
  const { now, signal, patienceMs } = configured;
  // What it cannot know of a stored key pair, the store's own checks tell.
  const upstream = createUpstream(account, { credentials, onFault: () => undefined });
  const standing = once(() => patiently(patienceMs, upstream.standing({ signal })));
  const ask = createAsk(upstream, standing, configured);
  const address = (url: string | undefined) =>
    once(() => patiently(patienceMs, lookAt(url ?? "", now, signal)));
  return {
    means: {
      ...configured,
      account,
      standing,
      ask,
      ownUser: once(() => ownUserBy(ask, async () => (await standing()).apiKey)),
      keystone: address(account?.keystoneUrl),
      sss: address(account?.sssUrl),
    },
    close: () => upstream.close(),
  };
}

/** Asks once for each question, and nothing without a token: a refused key would be shown to Keystone again and again. */
function createAsk(
  { call }: Upstream,
  standing: () => Promise<unknown>,
  { signal, patienceMs }: Configured,
): Ask {
  const asked = new Map<string, ReturnType<Ask>>();
  const send = async (operation: Endpoint, input: Readonly<Record<string, unknown>>): ReturnType<Ask> => {
    if (!isReading(operation)) throw new Error(`${operation.name} does more than read.`);
    try {
      await standing();
      const soon = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const answer = await call(operation, { ...input }, { signal: soon });
      return { kind: "done", operation: operation.name, answer };
    } catch (error) {
      return endingOf(operation, error);
    }
  };
  return (operation, input = {}) => {
    const key = JSON.stringify([operation.name, input]);
    const known = asked.get(key) ?? send(operation, input);
    asked.set(key, known);
    return known;
  };
}

async function ownUserBy(ask: Ask, ownApiKey: () => Promise<string>): Promise<OwnUser | undefined> {
  const read: CachedRead = (operation, input) => ask(asEndpoint(operation), input);
  const own = await ownUser({ actor: looker }, { read, find: createFinder(read), ownApiKey });
  if (own?.userId === undefined) return undefined;
  const shown = await ask(getUser, { user_id: own.userId });
  if (shown.kind !== "done") return undefined;
  const { contract_id, contract_owner, super_user } = shown.answer;
  return {
    userId: own.userId,
    contractId: typeof contract_id === "string" ? contract_id : "",
    isOwner: flagOf(contract_owner) === "yes",
    isSuperUser: flagOf(super_user) === "yes",
  };
}
