import { operationNamed } from "../../../tools/index.ts";
import type { Desk } from "../desk.ts";
import { submitForm } from "../forms/form-submit.ts";
import { submitPalette } from "../forms/palette.ts";
import type { Reaction, ViewAck, ViewPayload } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import { submitDenial, submitName } from "../tickets/ticket-modals.ts";
import type { Language } from "../views/language.ts";
import { busyModal, messageModal } from "../views/modals.ts";
import { unknownAction } from "./unknown-action.ts";

/** Takes what was filled into a modal, by the first word of its callback. */
export function onSubmit(desk: Desk, payload: ViewPayload): Reaction<ViewAck> {
  const { view, caller } = payload;
  const language = desk.people.languageOf(caller.userId);
  const [callback = "", name = ""] = view.callback.split(":");
  switch (callback) {
    case "palette":
      return { ack: submitPalette(view.state, language, desk.accounts.names) };
    case "form": {
      const operation = operationNamed(name);
      return operation === undefined ? unknown(language) : submitForm(desk, payload, operation, language);
    }
    case "confirm":
    case "approve":
      return decide(desk, payload, submitName, language);
    case "deny":
      return decide(desk, payload, submitDenial, language);
    default:
      return unknown(language);
  }
}

function decide(
  desk: Desk,
  payload: ViewPayload,
  submit: typeof submitName,
  language: Language,
): Reaction<ViewAck> {
  const { caller, view } = payload;
  const applicant = { caller, reply: { userId: caller.userId }, viewId: view.id };
  return {
    ack: { update: busyModal(language) },
    work: () => asKnown(desk, applicant, (person) => submit(desk, payload, person)),
  };
}

function unknown(language: Language): Reaction<ViewAck> {
  return { ack: { update: messageModal(unknownAction(language), language) } };
}
