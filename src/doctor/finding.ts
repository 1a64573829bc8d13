/** How a check ended; `skipped` says nothing of what it is about. */
export type State = "ok" | "warning" | "fault" | "skipped";

/** What a check found, in a sentence; and what to type or set where something is to be done about it. */
export type Finding =
  | { readonly state: "ok" | "skipped"; readonly found: string }
  | { readonly state: "warning" | "fault"; readonly found: string; readonly fix: string };

/** All is well. */
export function ok(found: string): Finding {
  return { state: "ok", found };
}

/** Nothing could be found out, and why. */
export function skipped(found: string): Finding {
  return { state: "skipped", found };
}

/** It works, and may not be meant so, or not for long. */
export function warning(found: string, fix: string): Finding {
  return { state: "warning", found, fix };
}

/** It does not work. */
export function fault(found: string, fix: string): Finding {
  return { state: "fault", found, fix };
}

/** The fault that an error tells of: where its message goes on with what to do, that is the fix. */
export function faultOf(error: unknown, fix?: string): Finding {
  const [found = "", ...advice] = messageOf(error).split(/(?<=[.!?])\s+/u);
  return fault(found, fix ?? (advice.join(" ") || "Mend what it says, and run `sss-ops doctor` again."));
}

/** Why something did not work, to be put into a sentence: the first one of an error's message, without its stop. */
export function reasonIn(error: unknown): string {
  return (messageOf(error).split(/(?<=[.!?])\s+/u)[0] ?? "").replace(/\.$/, "");
}

/** On one line. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}
