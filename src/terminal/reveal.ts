import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";
import type { Revealed } from "../store/secrets.ts";
import { type Terminal, exitCodes } from "./call.ts";

/** What secrets are shown with. */
interface RevealDesk {
  readonly gate: Gate;
  readonly takeIn: (path: string) => Promise<string>;
  readonly terminal: Terminal;
  readonly principal: string;
}

/**
 * Shows issued secrets once, to the person at the terminal they belong to; `what` is their id, or the sealed file they
 * are in. Standard output, which may go anywhere, gets them only if that is asked for.
 */
export async function reveal(
  what: string,
  { toStdout }: { readonly toStdout: boolean },
  { gate, takeIn, terminal, principal }: RevealDesk,
): Promise<number> {
  if (!toStdout && !terminal.isInteractive) {
    terminal.remark(
      "Secrets are shown to a person on a terminal, and this is none. --stdout writes them out.",
    );
    return exitCodes.denied;
  }
  const actor: Actor = { principal, face: "terminal", asking: "none" };
  const id = isFile(what) ? await takeIn(what) : what;
  const revealed = await gate.reveal(id, actor);
  if (revealed.kind === "shown") {
    const text = JSON.stringify(revealed.secrets, null, 2);
    if (toStdout) terminal.print(text);
    else terminal.remark(text);
  }
  terminal.remark(remarkOn(revealed, id));
  return exitCodes[endings[revealed.kind]];
}

const endings = {
  shown: "done",
  seen: "failed",
  expired: "failed",
  not_yours: "denied",
  unknown: "failed",
} as const satisfies Record<Revealed["kind"], keyof typeof exitCodes>;

function isFile(what: string): boolean {
  return what.includes("/") || what.endsWith(".sealed");
}

function remarkOn(revealed: Revealed, id: string): string {
  switch (revealed.kind) {
    case "shown":
      return "They were shown this once, and are gone from here now.";
    case "seen":
      return `They are gone: ${revealed.issued.seen?.by.principal ?? "somebody"} saw them at ${timeOf(revealed.issued.seen?.at)}.`;
    case "expired":
      return `They are gone: their time was over at ${timeOf(revealed.issued.until)}, and nobody had seen them. Have new ones issued.`;
    case "not_yours":
      return "They were issued to somebody else, who alone can see them.";
    case "unknown":
      return `No secrets are known as ${id}. The answer of the call that issued them names them.`;
  }
}

function timeOf(at: number | undefined): string {
  return at === undefined ? "an unknown time" : new Date(at).toISOString();
}
