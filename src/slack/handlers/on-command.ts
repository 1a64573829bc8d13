import { catalog } from "../../../tools/index.ts";
import type { Text } from "../../../tools/operation.ts";
import { meaning } from "../../gate/actor.ts";
import type { Desk } from "../desk.ts";
import { beginForm } from "../forms/drafts.ts";
import type { CommandPayload, Reaction } from "../payloads.ts";
import { asKnown } from "../people/as-known.ts";
import { answerLink } from "../people/links.ts";
import { replyTo, tell } from "../people/reply.ts";
import { run } from "../run.ts";
import { type Message, literal, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { busyModal } from "../views/modals.ts";
import { type Command, parseCommand } from "../words/command.ts";
import { helpFor } from "../words/help.ts";

/** Answers a slash command: at once what is known at once, afterwards what the gate says. */
export function onCommand(desk: Desk, payload: CommandPayload): Reaction<Message> {
  const { people, gate, accounts } = desk;
  const offered = catalog.filter(gate.isOffered);
  const command = inChannel(desk, payload, parseCommand(payload.text, offered, accounts.names));
  switch (command.kind) {
    case "help":
      return sayAtOnce(desk, payload, (language) =>
        helpFor(command.about, language, offered, accounts.names),
      );
    case "fault":
      return sayAtOnce(desk, payload, (language) => saying(command.message[language]));
    case "link":
      return { work: () => answerLink(desk, payload) };
    case "operation":
      // Nobody is asked for the rest of what would be refused.
      return isToBeAsked(command, desk) && gate.isOffered(command.operation)
        ? { work: () => askForRest(desk, payload, command) }
        : {
            ack: begun(command, people.languageOf(payload.caller.userId)),
            work: () => runCommand(desk, payload, command),
          };
  }
}

/** A command with the account that is meant in its channel; none other is taken there. */
function inChannel({ accounts }: Desk, { channelId }: CommandPayload, command: Command): Command {
  const bound = accounts.boundTo(channelId);
  if (command.kind !== "operation" || bound === undefined) return command;
  const { account = bound } = command.options;
  return account === bound
    ? { ...command, options: { ...command.options, account } }
    : { kind: "fault", message: boundText(bound) };
}

function boundText(bound: string): Text {
  const name = literal(bound);
  return {
    en: `Nothing was done: this channel is for the account ${name}. Use another one for other accounts.`,
    ja: `実行していません。このチャンネルはアカウント ${name} 専用です。ほかのアカウントは別のチャンネルで操作してください。`,
  };
}

/** Whether the command leaves out what it takes: a required argument, or which of several accounts. */
function isToBeAsked({ missing, options }: OperationCommand, { accounts }: Desk): boolean {
  return missing.length > 0 || (accounts.names.length > 1 && options.account === undefined);
}

/** Says something at once, and again where that turns out not to be the language of its reader. */
function sayAtOnce(
  desk: Desk,
  payload: CommandPayload,
  messageIn: (language: Language) => Message,
): Reaction<Message> {
  const { people } = desk;
  const { userId } = payload.caller;
  const assumed = people.languageOf(userId);
  const correct = async () => {
    const language = await people.languageFor(userId);
    if (language !== assumed) await tell(desk, replyTo(payload), messageIn(language), { replace: true });
  };
  return { ack: messageIn(assumed), work: correct };
}

type OperationCommand = Extract<Command, { readonly kind: "operation" }>;

/** Opens the form that asks for what the command leaves out. */
function askForRest(desk: Desk, payload: CommandPayload, command: OperationCommand): Promise<void> {
  const { operation, input: given, options } = command;
  const accounts = options.account === undefined ? desk.accounts.names : [options.account];
  const reply = replyTo(payload);
  const applicant = { caller: payload.caller, reply, where: { channel: payload.channelId } };
  return asKnown(desk, applicant, ({ actor: { principal }, language }) =>
    beginForm(
      desk,
      { ...options, accounts, principal, operation, given, reply },
      payload.triggerId,
      language,
    ),
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
    run(desk, {
      ...options,
      operation,
      input,
      actor: meaning(actor, options.account),
      language,
      reply,
      viewId,
    }),
  );
}

/** Gives the id of the modal; where it could not be opened, a button will stand in for it. */
function openBusy({ surface, people }: Desk, triggerId: string, userId: string): Promise<string | undefined> {
  return surface.open(triggerId, busyModal(people.languageOf(userId))).catch(() => undefined);
}

function begun({ operation: { command, title }, options }: OperationCommand, language: Language): Message {
  const account = options.account === undefined ? "" : `${literal(options.account)}: `;
  return saying(`${account}${title[language]} (\`${command}\`)…`);
}
