import type { Operation, Text } from "../../../tools/operation.ts";
import { meaning } from "../../gate/actor.ts";
import type { Desk } from "../desk.ts";
import type { Reaction, ViewAck, ViewPayload } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import { run } from "../run.ts";
import type { Language } from "../views/language.ts";
import { busyModal } from "../views/modals.ts";
import { accountIn } from "./account-choice.ts";
import { draftOf, emptyDraft } from "./drafts.ts";
import { inputFrom } from "./form.ts";

/** Runs what was filled in. It is checked at once, so that faults show beside their fields; the rest is the gate's. */
export function submitForm(
  desk: Desk,
  payload: ViewPayload,
  operation: Operation,
  language: Language,
): Reaction<ViewAck> {
  const filled = inputFrom(operation, payload.view.state);
  if ("errors" in filled) return { ack: { errors: inLanguage(filled.errors, language) } };
  const work = (viewId?: string) => runForm(desk, payload, operation, filled.input, viewId);
  return operation.risk === "destroy"
    ? { ack: { update: busyModal(language) }, work: () => work(payload.view.id) }
    : { work };
}

function inLanguage(errors: Readonly<Record<string, Text>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [field, text[language]]));
}

function runForm(
  desk: Desk,
  { caller, view }: ViewPayload,
  operation: Operation,
  input: Record<string, unknown>,
  viewId: string | undefined,
): Promise<void> {
  const reply = { userId: caller.userId };
  return asKnown(desk, { caller, reply, viewId }, async ({ actor, language }) => {
    const draft = await draftOf(desk, view.metadata);
    // Where the draft is not there any more, or somebody else's, the answer goes to the sender alone.
    const isTheirs = draft?.principal === actor.principal;
    const begun = isTheirs ? draft : emptyDraft(operation, actor.principal, reply);
    const account = accountIn(view.state, begun.accounts ?? []);
    await run(desk, { ...begun, operation, input, actor: meaning(actor, account), language, viewId });
  });
}
