import * as z from "zod";
import { operationNamed } from "../../../tools/index.ts";
import type { Text } from "../../../tools/operation.ts";
import { meaning } from "../../gate/actor.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import type { Desk } from "../desk.ts";
import type { Errand } from "../errand.ts";
import type { ClickPayload } from "../payloads.ts";
import type { KnownPerson } from "../people/people.ts";
import { replyTo, tell } from "../people/reply.ts";
import { read } from "../../gate/read.ts";
import { aboutAccount } from "../views/about-account.ts";
import { type Message, saying } from "../views/blocks.ts";
import { pageSize } from "./result-list.ts";
import { tellEnding } from "./result.ts";

/** The kind of the notes that keep what a list was asked for, so that its pages can be turned. */
const pageKind = "slack-page";
const pageLifeMs = 30 * 60_000;

/** What such a note holds; `from` is the first row that is shown. */
const keptPage = z.object({
  principal: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  filter: z.string(),
  from: z.number(),
  account: z.string().exactOptional(),
});

/** What an operation came to; of a longer list the first page, with buttons that turn it. */
export async function firstPage(
  { gate, notes, now, newId }: Desk,
  outcome: Ending | Pending,
  { operation, language, input, filter = "", actor }: Errand,
): Promise<Message> {
  const approvers = outcome.kind === "pending" ? gate.approversOf(outcome.ticket) : [];
  const how = { language, input, filter, approvers };
  const told = tellEnding(outcome, operation, how);
  if (told.rows === undefined || told.rows.total <= told.rows.shown) return told;
  const id = newId();
  const { principal, account } = actor;
  const meant = account === undefined ? {} : { account };
  const value: z.output<typeof keptPage> = {
    principal,
    operation: operation.name,
    input,
    filter,
    from: 0,
    ...meant,
  };
  await (await notes()).add(pageKind, id, value, now(), now() + pageLifeMs);
  return tellEnding(outcome, operation, { ...how, page: { id, from: 0 } });
}

/** Turns a page; only whoever asked for the list may. */
export async function turnPage(desk: Desk, click: ClickPayload, person: KnownPerson): Promise<void> {
  const { actor, language } = person;
  const reply = replyTo(click);
  const notes = await desk.notes();
  const note = await notes.get(pageKind, click.value, desk.now());
  const page = keptPage.safeParse(note?.value).data;
  const operation = operationNamed(page?.operation ?? "");
  if (note === undefined || page === undefined || operation === undefined)
    return tell(desk, reply, saying(texts.old[language]));
  if (page.principal !== actor.principal) return tell(desk, reply, saying(texts.notYours[language]));
  const from = Math.max(0, page.from + (click.action === "page:next" ? pageSize : -pageSize));
  // A second press of the same moment turns nothing twice: it shows the page that the first one turned to.
  await notes.replace(pageKind, note, { ...page, from }, desk.now(), desk.now() + pageLifeMs);
  const { input, filter, account } = page;
  const ending = await read(desk.gate, operation, input, meaning(actor, account));
  const told = tellEnding(ending, operation, { language, input, filter, page: { id: note.key, from } });
  await tell(desk, reply, aboutAccount(told, account, language), { replace: true });
}

const texts = {
  old: {
    en: "This list is too old to be turned. Run the command again.",
    ja: "この一覧は古いため、ページを切り替えられません。コマンドをもう一度実行してください。",
  },
  notYours: {
    en: "Only whoever asked for this list can turn its pages. Run the command yourself to see it.",
    ja: "この一覧のページを切り替えられるのは、表示した本人だけです。ご自身でコマンドを実行してください。",
  },
} as const satisfies Record<string, Text>;
