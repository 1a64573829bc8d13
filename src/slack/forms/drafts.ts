import { operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { actions, saying } from "../views/blocks.ts";
import type { Desk } from "../desk.ts";
import { formFor } from "./form.ts";
import type { Language } from "../views/language.ts";
import { type Reply, tell } from "../people/reply.ts";
import { SlackFault } from "../surface.ts";

/** A form that somebody is filling in, and what it was begun with. */
export interface Draft {
  readonly principal: string;
  readonly operation: Operation;
  readonly given: Record<string, unknown>;
  readonly reply: Reply;
  readonly public: boolean;
  readonly filter?: string;
}

/** The kind of the notes that keep what a form was opened with. */
const draftKind = "slack-draft";
const draftLifeMs = 60 * 60_000;

/** Keeps a draft under an id. */
export async function keepDraft({ notes, now }: Desk, id: string, draft: Draft): Promise<void> {
  const { principal, operation, given, reply, public: isPublic, filter } = draft;
  const value = {
    principal,
    operation: operation.name,
    given,
    user_id: reply.userId,
    public: isPublic,
    ...(reply.url === undefined ? {} : { url: reply.url }),
    ...(filter === undefined ? {} : { filter }),
  };
  await (await notes()).add(draftKind, id, value, now(), now() + draftLifeMs);
}

/** The draft of that id; undefined when it is too old. */
export async function draftOf({ notes, now }: Desk, id: string): Promise<Draft | undefined> {
  const value = (await (await notes()).get(draftKind, id, now()))?.value;
  const operation = operationNamed(String(value?.["operation"]));
  if (value === undefined || operation === undefined) return undefined;
  const { principal, given, user_id, url, filter } = value;
  return {
    principal: String(principal),
    operation,
    given: given as Record<string, unknown>,
    reply: { userId: String(user_id), ...(typeof url === "string" ? { url } : {}) },
    public: value["public"] === true,
    ...(typeof filter === "string" ? { filter } : {}),
  };
}

/** Opens the form of a draft; where it was too late for that, offers a button that does. */
export async function openForm(
  desk: Desk,
  id: string,
  { operation, given, reply }: Draft,
  triggerId: string,
  language: Language,
): Promise<void> {
  try {
    await desk.surface.open(triggerId, formFor(operation, { language, draftId: id, given }));
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    const button = { action: "form:open", value: id, label: texts.open[language] };
    await tell(desk, reply, saying(texts.late[language], actions(button)), { replace: true });
  }
}

const texts = {
  open: { en: "Open the form", ja: "フォームを開く" },
  late: {
    en: "The form could not be opened in time.",
    ja: "フォームを開くのが間に合いませんでした。",
  },
} as const satisfies Record<string, Text>;
