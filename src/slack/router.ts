import { operationNamed } from "../../tools/index.ts";
import type { Operation, Text } from "../../tools/operation.ts";
import { noteOf, inputField } from "../../tools/fields.ts";
import { type Message, saying } from "./views/blocks.ts";
import { type Command, parseCommand } from "./words/command.ts";
import { busyModal, tellModal } from "./tickets/consent-views.ts";
import { closeQuestion, pressTicket, submitDenial, submitName } from "./tickets/decisions.ts";
import type { Desk } from "./desk.ts";
import { type Draft, draftOf, keepDraft, openForm } from "./forms/drafts.ts";
import { formFor, inputFrom } from "./forms/form.ts";
import { valuesFrom } from "./forms/form-values.ts";
import { helpFor } from "./words/help.ts";
import type { Language } from "./views/language.ts";
import { answerLink } from "./people/links.ts";
import { turnPage } from "./results/pages.ts";
import { chosenIn, paletteModal } from "./forms/palette.ts";
import type {
  Caller,
  ClickPayload,
  CommandPayload,
  Handlers,
  Reaction,
  SuggestPayload,
  ViewAck,
  ViewPayload,
} from "./payloads.ts";
import type { Standing } from "./people/people.ts";
import { type Reply, tell } from "./people/reply.ts";
import { pressRequest } from "./requests/request-press.ts";
import { run } from "./run.ts";

type Known = Extract<Standing, { readonly kind: "known" }>;

/** What the app does about what people do: everything is looked up in the catalog, and decided by the gate. */
export function createHandlers(desk: Desk): Handlers {
  return {
    command: (payload) => onCommand(desk, payload),
    click: (payload) => ({ work: () => onClick(desk, payload) }),
    submit: (payload) => onSubmit(desk, payload),
    close: (payload) => ({ work: () => onClose(desk, payload) }),
    shortcut: ({ caller, triggerId }) => ({
      work: async () =>
        void (await desk.surface.open(triggerId, paletteModal(desk.people.languageOf(caller)))),
    }),
    home: (caller) => ({
      work: () => desk.homes.open(caller),
    }),
    suggest: (payload) => onSuggest(desk, payload),
  };
}

function onCommand(desk: Desk, payload: CommandPayload): Reaction<Message> {
  const { caller, text } = payload;
  const language = desk.people.languageOf(caller);
  const command = parseCommand(text);
  switch (command.kind) {
    case "help":
      return { ack: helpFor(command.about, { language }) };
    case "fault":
      return { ack: saying(command.message[language]) };
    case "link":
      return { work: () => onLink(desk, payload, command.rest) };
    case "operation":
      return command.missing.length > 0
        ? { work: () => onMissing(desk, payload, command) }
        : {
            ack: saying(begun(command.operation, language)),
            work: () => onOperation(desk, payload, command),
          };
  }
}

type OperationCommand = Extract<Command, { readonly kind: "operation" }>;

async function onOperation(desk: Desk, payload: CommandPayload, command: OperationCommand): Promise<void> {
  const { operation, input, options } = command;
  const reply = replyTo(payload);
  // At once: a trigger lives three seconds, and looking up what will be asked may take longer.
  const opening =
    operation.risk === "destroy"
      ? desk.surface
          .open(payload.triggerId, busyModal(desk.people.languageOf(payload.caller)))
          .catch(() => undefined)
      : undefined;
  const person = await desk.people.standingOf(payload.caller, { channel: payload.channelId });
  const viewId = await opening;
  if (person.kind === "stranger") return refuse(desk, reply, person, viewId);
  const { actor, language } = person;
  const { public: isPublic, filter } = options;
  await run(desk, { operation, input, actor, language, reply, public: isPublic, filter, viewId });
}

async function onMissing(desk: Desk, payload: CommandPayload, command: OperationCommand): Promise<void> {
  const reply = replyTo(payload);
  const person = await desk.people.standingOf(payload.caller, { channel: payload.channelId });
  if (person.kind === "stranger") return refuse(desk, reply, person);
  const { public: isPublic, filter } = command.options;
  const draft = {
    principal: person.actor.principal,
    operation: command.operation,
    given: command.input,
    reply,
    public: isPublic,
    ...(filter === undefined ? {} : { filter }),
  };
  const id = desk.newId();
  await keepDraft(desk, id, draft);
  await openForm(desk, id, draft, payload.triggerId, person.language);
}

async function onLink(desk: Desk, payload: CommandPayload, rest: readonly string[]): Promise<void> {
  const principal = desk.people.principalOf(payload.caller.userId);
  const person = await desk.people.standingOf(payload.caller);
  const isMember = person.kind === "known" || person.mayLink;
  if (!isMember) return refuse(desk, replyTo(payload), person);
  const { language } = person;
  const message = await answerLink(await desk.links(), principal, rest[0], { language, now: desk.now() });
  await tell(desk, replyTo(payload), message);
}

async function onClick(desk: Desk, click: ClickPayload): Promise<void> {
  const person = await desk.people.standingOf(click.caller, whereOf(click));
  const reply = replyTo(click);
  if (person.kind === "stranger") return refuse(desk, reply, person);
  const [subject = ""] = click.action.split(":");
  switch (subject) {
    case "ticket":
      await pressTicket(desk, click, person);
      return;
    case "request":
      return pressRequest(desk, click, person);
    case "page":
      return turnPage(desk, click, person);
    case "form":
      return onFormButton(desk, click, person);
    case "home":
      return onHomeButton(desk, click, person);
    default:
      return tell(desk, reply, saying(texts.unknown[person.language]));
  }
}

async function onFormButton(desk: Desk, click: ClickPayload, { actor, language }: Known): Promise<void> {
  const draft = await draftOf(desk, click.value);
  if (draft === undefined || draft.principal !== actor.principal) {
    return tell(desk, replyTo(click), saying(texts.old[language]));
  }
  await openForm(desk, click.value, draft, click.triggerId, language);
}

async function onHomeButton(desk: Desk, click: ClickPayload, person: Known): Promise<void> {
  const operation = operationNamed(click.value);
  if (click.action === "home:run" && operation !== undefined) {
    const draft = draftFor(operation, person, { userId: click.caller.userId });
    const id = desk.newId();
    await keepDraft(desk, id, draft);
    return openForm(desk, id, draft, click.triggerId, person.language);
  }
  await desk.homes.open(click.caller);
}

function onSubmit(desk: Desk, payload: ViewPayload): Reaction<ViewAck> {
  const { view, caller } = payload;
  const language = desk.people.languageOf(caller);
  const [callback = "", name = ""] = view.callback.split(":");
  switch (callback) {
    case "palette":
      return onPalette(payload, language);
    case "form":
      return onForm(desk, payload, operationNamed(name), language);
    case "confirm":
    case "approve":
      return { ack: { update: busyModal(language) }, work: () => asKnown(desk, payload, submitName) };
    case "deny":
      return { ack: { update: busyModal(language) }, work: () => asKnown(desk, payload, submitDenial) };
    default:
      return { ack: { update: tellModal(saying(texts.unknown[language]), language) } };
  }
}

function onPalette(payload: ViewPayload, language: Language): Reaction<ViewAck> {
  const operation = chosenIn(payload.view.state);
  if (operation === undefined) return { ack: { errors: { operation: texts.choose[language] } } };
  return { ack: { update: formFor(operation, { language, draftId: "", given: {} }) } };
}

/** What was filled in is checked at once, so that faults show beside their fields; the rest is the gate's. */
function onForm(
  desk: Desk,
  payload: ViewPayload,
  operation: Operation | undefined,
  language: Language,
): Reaction<ViewAck> {
  if (operation === undefined)
    return { ack: { update: tellModal(saying(texts.unknown[language]), language) } };
  const filled = inputFrom(operation, payload.view.state);
  if ("errors" in filled) return { ack: { errors: inOne(filled.errors, language) } };
  const isDestroy = operation.risk === "destroy";
  return {
    ...(isDestroy ? { ack: { update: busyModal(language) } } : {}),
    work: async () => {
      const viewId = isDestroy ? payload.view.id : undefined;
      const person = await desk.people.standingOf(payload.caller);
      if (person.kind === "stranger") {
        return refuse(desk, { userId: payload.caller.userId }, person, viewId);
      }
      const { actor, language: own } = person;
      const { reply, public: isPublic, filter } = await begunWith(desk, payload, operation, person);
      const { input } = filled;
      await run(desk, { operation, input, actor, language: own, reply, public: isPublic, filter, viewId });
    },
  };
}

/** What a form was begun with; where that is not known, or was somebody else's, its answer goes to its sender alone. */
async function begunWith(desk: Desk, { view, caller }: ViewPayload, operation: Operation, person: Known) {
  const draft = await draftOf(desk, view.metadata);
  return draft?.principal === person.actor.principal
    ? draft
    : draftFor(operation, person, { userId: caller.userId });
}

async function onClose(desk: Desk, payload: ViewPayload): Promise<void> {
  if (payload.view.callback === "confirm") await asKnown(desk, payload, closeQuestion);
}

async function onSuggest(desk: Desk, { caller, blockId, typed, view }: SuggestPayload) {
  const operation = operationNamed(view.callback.split(":")[1] ?? "");
  const schema = operation && inputField(operation, blockId);
  const lookup = schema && noteOf(schema)?.lookup;
  if (operation === undefined || lookup === undefined) return [];
  const person = await desk.people.standingOf(caller);
  // Names of users and tenants are for those who may see them.
  if (person.kind === "stranger") return [];
  return desk.choices.choices(lookup, typed, valuesFrom(operation, view.state), person.actor);
}

async function asKnown(
  desk: Desk,
  payload: ViewPayload,
  act: (desk: Desk, payload: ViewPayload, person: Known) => Promise<void>,
): Promise<void> {
  const person = await desk.people.standingOf(payload.caller);
  if (person.kind === "known") return act(desk, payload, person);
  await refuse(desk, { userId: payload.caller.userId }, person, payload.view.id);
}

/** Tells somebody why they may not; in the modal where one is open, else where they asked. */
async function refuse(
  desk: Desk,
  reply: Reply,
  { language, why }: { readonly language: Language; readonly why: Text },
  viewId?: string,
): Promise<void> {
  const message = saying(why[language]);
  if (viewId === undefined) return tell(desk, reply, message, { replace: false });
  await desk.surface.show(viewId, tellModal(message, language));
}

function draftFor(operation: Operation, { actor }: Known, reply: Reply): Draft {
  return { principal: actor.principal, operation, given: {}, reply, public: false };
}

function replyTo({ caller, responseUrl }: { readonly caller: Caller; readonly responseUrl?: string }): Reply {
  return { userId: caller.userId, ...(responseUrl === undefined ? {} : { url: responseUrl }) };
}

function whereOf({ message, actionTs }: ClickPayload): Record<string, string> {
  const place = message === undefined ? {} : { channel: message.channel, message_ts: message.ts };
  return { ...place, action_ts: actionTs };
}

function inOne(errors: Readonly<Record<string, Text>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [field, text[language]]));
}

function begun({ command, title }: Operation, language: Language): string {
  return `${title[language]} (\`${command}\`)…`;
}

const texts = {
  unknown: {
    en: "This button is not known here any more. Run the command again.",
    ja: "このボタンはもう使えません。コマンドをもう一度実行してください。",
  },
  old: {
    en: "This form is too old, or somebody else's. Run the command again.",
    ja: "このフォームは古いか、別の人のものです。コマンドをもう一度実行してください。",
  },
  choose: { en: "Choose an operation", ja: "操作を選んでください" },
} as const satisfies Record<string, Text>;
