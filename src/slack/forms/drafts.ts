import * as z from "zod";
import { operationNamed } from "../../../tools/index.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import type { Desk } from "../desk.ts";
import type { Delivery } from "../errand.ts";
import type { ClickPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { type Reply, replyTo, tell } from "../people/reply.ts";
import { SlackFault } from "../surface.ts";
import { actions, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { formFor } from "./form.ts";

/** A form that somebody is filling in, and what it was begun with. */
export interface Draft extends Delivery {
  readonly principal: string;
  readonly operation: Operation;
  /** Raw input so far. */
  readonly given: Record<string, unknown>;
  /** The accounts that it may be for: one that is settled, or those there are to choose from. */
  readonly accounts?: readonly string[];
}

/** The kind of the notes that keep what a form was opened with. */
const draftKind = "slack-draft";
const draftLifeMs = 60 * 60_000;

/** What such a note holds. */
const keptDraft = z.object({
  principal: z.string(),
  operation: z.string(),
  given: z.record(z.string(), z.unknown()),
  user_id: z.string(),
  url: z.string().exactOptional(),
  public: z.boolean(),
  filter: z.string().exactOptional(),
  accounts: z.array(z.string()).exactOptional(),
});

/** A draft in which nothing is given. */
export function emptyDraft(
  operation: Operation,
  principal: string,
  reply: Reply,
  accounts: readonly string[] = [],
): Draft {
  return { principal, operation, given: {}, reply, public: false, accounts };
}

/** Opens a form with what is given so far, and keeps that as a draft. */
export async function beginForm(
  desk: Desk,
  draft: Draft,
  triggerId: string,
  language: Language,
): Promise<void> {
  await openForm(desk, await keepDraft(desk, draft), draft, triggerId, language);
}

/** Opens the form that a button stands for, unless it is too old or somebody else's. */
export async function reopenForm(
  desk: Desk,
  click: ClickPayload,
  { actor, language }: KnownPerson,
): Promise<void> {
  const draft = await draftOf(desk, click.value);
  if (draft?.principal !== actor.principal) return tell(desk, replyTo(click), saying(texts.old[language]));
  await openForm(desk, click.value, draft, click.triggerId, language);
}

/** The draft of that id; undefined when it is too old. */
export async function draftOf({ notes, now }: Desk, id: string): Promise<Draft | undefined> {
  const note = await (await notes()).get(draftKind, id, now());
  const kept = keptDraft.safeParse(note?.value).data;
  const operation = operationNamed(kept?.operation ?? "");
  if (kept === undefined || operation === undefined) return undefined;
  const { user_id: userId, url, ...rest } = kept;
  return { ...rest, operation, reply: { userId, ...(url === undefined ? {} : { url }) } };
}

/** Keeps a draft for an hour; gives its id. */
async function keepDraft({ notes, now, newId }: Desk, draft: Draft): Promise<string> {
  const id = newId();
  const { operation, reply, accounts = [], ...rest } = draft;
  const { userId: user_id, ...url } = reply;
  const value: z.output<typeof keptDraft> = {
    ...rest,
    operation: operation.name,
    user_id,
    ...url,
    ...(accounts.length === 0 ? {} : { accounts: [...accounts] }),
  };
  await (await notes()).add(draftKind, id, value, now(), now() + draftLifeMs);
  return id;
}

/** Opens the form of a draft; where it was too late for that, offers a button that does. */
async function openForm(
  desk: Desk,
  id: string,
  { operation, given, accounts = [], reply }: Draft,
  triggerId: string,
  language: Language,
): Promise<void> {
  try {
    await desk.surface.open(triggerId, formFor(operation, { language, draftId: id, given, accounts }));
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    const button = { action: "form:open", value: id, label: texts.open[language] };
    await tell(desk, reply, saying(texts.late[language], actions(button)), { replace: true });
  }
}

const texts = {
  old: {
    en: "This form is too old, or somebody else's. Run the command again.",
    ja: "このフォームは古いか、ほかの人のものです。コマンドをもう一度実行してください。",
  },
  open: { en: "Open the form", ja: "フォームを開く" },
  late: {
    en: "The form could not be opened in time.",
    ja: "フォームを時間内に開けませんでした。",
  },
} as const satisfies Record<string, Text>;
