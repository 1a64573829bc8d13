import type { Operation } from "../../../tools/operation.ts";
import type { Desk } from "../desk.ts";
import { beginForm } from "../forms/drafts.ts";
import type { CommandPayload, Reaction } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import { answerLink } from "../people/links.ts";
import { replyTo } from "../people/reply.ts";
import { run } from "../run.ts";
import { type Message, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { busyModal } from "../views/modals.ts";
import { type Command, parseCommand } from "../words/command.ts";
import { helpFor } from "../words/help.ts";

/** Answers a slash command: at once what is known at once, afterwards what the gate says. */
export function onCommand(desk: Desk, payload: CommandPayload): Reaction<Message> {
  const language = desk.people.languageOf(payload.caller.userId);
  const command = parseCommand(payload.text);
  switch (command.kind) {
    case "help":
      return { ack: helpFor(command.about, language) };
    case "fault":
      return { ack: saying(command.message[language]) };
    case "link":
      return { work: () => answerLink(desk, payload, command.rest) };
    case "operation":
      return command.missing.length > 0
        ? { work: () => askForRest(desk, payload, command) }
        : { ack: begun(command.operation, language), work: () => runCommand(desk, payload, command) };
  }
}

type OperationCommand = Extract<Command, { readonly kind: "operation" }>;

/** Opens the form that asks for what the command leaves out. */
function askForRest(desk: Desk, payload: CommandPayload, command: OperationCommand): Promise<void> {
  const { operation, input: given, options } = command;
  const reply = replyTo(payload);
  const applicant = { caller: payload.caller, reply, where: { channel: payload.channelId } };
  return asKnown(desk, applicant, ({ actor: { principal }, language }) =>
    beginForm(desk, { ...options, principal, operation, given, reply }, payload.triggerId, language),
  );
}

function runCommand(desk: Desk, payload: CommandPayload, command: OperationCommand): Promise<void> {
  const { operation, input, options } = command;
  const { caller, channelId, triggerId } = payload;
  const reply = replyTo(payload);
  // At once: a trigger lives three seconds, and looking up what will be asked may take longer.
  const opening = operation.risk === "destroy" ? openBusy(desk, triggerId, caller.userId) : undefined;
  const applicant = { caller, reply, where: { channel: channelId }, viewId: opening };
  return asKnown(desk, applicant, ({ actor, language }, viewId) =>
    run(desk, { ...options, operation, input, actor, language, reply, viewId }),
  );
}

/** Gives the id of the modal; where it could not be opened, a button will stand in for it. */
function openBusy({ surface, people }: Desk, triggerId: string, userId: string): Promise<string | undefined> {
  return surface.open(triggerId, busyModal(people.languageOf(userId))).catch(() => undefined);
}

function begun({ command, title }: Operation, language: Language): Message {
  return saying(`${title[language]} (\`${command}\`)…`);
}
