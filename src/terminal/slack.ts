import { operationNamed } from "../../tools/index.ts";
import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";
import { isSameId } from "../gate/facts.ts";
import type { Store } from "../store/port.ts";
import { createLinks } from "../store/links.ts";
import { type Terminal, exitCodes, report, unknownAccount } from "./call.ts";

/** What a link is made with. */
interface LinkDesk {
  readonly gate: Gate;
  readonly store: () => Promise<Store>;
  readonly ownApiKey: (account?: string) => Promise<string>;
  readonly terminal: Terminal;
  readonly principal: string;
  /** The account whose key pair shows who they are, where there are several. */
  readonly meant?: string | undefined;
  /** The made-up SSS vouches for nobody. */
  readonly isSandbox: boolean;
}

/** Ends the link of somebody in Slack with their user of SSS. */
export async function unlinkSlack(linked: string, { store, terminal, principal }: LinkDesk): Promise<number> {
  await createLinks(await store()).remove(linked, { principal, face: "terminal" }, Date.now());
  terminal.remark(`${linked} is not linked to a user of SSS any more.`);
  return exitCodes.done;
}

/**
 * Links the Slack user who was given a code with a user of SSS. That it is their own they show with its API key pair,
 * which the program runs on.
 */
export async function linkSlack(code: string, userId: string, desk: LinkDesk): Promise<number> {
  const { gate, terminal, principal, meant, isSandbox } = desk;
  if (isSandbox) {
    terminal.remark("Not linked: set SSS_API_KEY and SSS_API_SECRET, to show which user of SSS it is.");
    return exitCodes.denied;
  }
  const unknown = unknownAccount(desk);
  if (unknown !== undefined) {
    terminal.remark(unknown);
    return exitCodes.usage;
  }
  const operation = operationNamed("get_user");
  if (operation === undefined) throw new Error("the catalog has no get_user");
  const named = meant === undefined ? {} : { account: meant };
  const actor: Actor = { principal, face: "terminal", asking: "none", ...named };
  const outcome = await gate.ask({ operation, input: { user_id: userId }, actor });
  if (outcome.kind === "asking") throw new Error("get_user is no read");
  if (outcome.kind !== "done") return report(outcome, terminal);
  if (!isSameId(outcome.answer["keystone_name"], await desk.ownApiKey(meant))) {
    terminal.remark(
      `Not linked: ${userId} is not the user whose API key pair is set. Set SSS_API_KEY and SSS_API_SECRET to that user's own.`,
    );
    return exitCodes.denied;
  }
  return link(code, userId, desk);
}

async function link(code: string, userId: string, { store, terminal, principal }: LinkDesk): Promise<number> {
  const by = { principal, face: "terminal" };
  const linked = await createLinks(await store()).make(code, userId, by, Date.now());
  if (linked === undefined) {
    terminal.remark(
      "Not linked: there is no such code, or it was used or is too old. Type /sss link in Slack for a new one.",
    );
    return exitCodes.failed;
  }
  terminal.remark(`Linked: ${linked} is ${userId}.`);
  return exitCodes.done;
}
