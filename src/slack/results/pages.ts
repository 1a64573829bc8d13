import { operationNamed } from "../../../tools/index.ts";
import type { Text } from "../../../tools/operation.ts";
import type { Ending, Pending } from "../../gate/outcome.ts";
import { type Message, saying } from "../views/blocks.ts";
import type { Desk } from "../desk.ts";
import type { Errand } from "../errand.ts";
import type { Standing } from "../people/people.ts";
import type { ClickPayload } from "../payloads.ts";
import { tell } from "../people/reply.ts";
import { pageSize } from "./result-list.ts";
import { tellEnding } from "./result.ts";

/** The kind of the notes that keep what a list was asked for, so that its pages can be turned. */
const pageKind = "slack-page";
const pageLifeMs = 30 * 60_000;

/** What an operation came to; of a longer list the first page, with buttons that turn it. */
export async function firstPage(
  desk: Desk,
  outcome: Ending | Pending,
  { operation, language, input, filter, actor }: Errand,
): Promise<Message> {
  const how = { language, input, filter, approvers: approversFor(desk, outcome) };
  const told = tellEnding(outcome, operation, how);
  if (told.rows === undefined || told.rows.total <= told.rows.shown) return told;
  const id = desk.newId();
  const value = {
    principal: actor.principal,
    operation: operation.name,
    input,
    filter: filter ?? "",
    from: 0,
  };
  await (await desk.notes()).add(pageKind, id, value, desk.now(), desk.now() + pageLifeMs);
  return tellEnding(outcome, operation, { ...how, page: { id, from: 0 } });
}

/** Turns a page; only whoever asked for the list may. */
export async function turnPage(
  desk: Desk,
  click: ClickPayload,
  { actor, language }: Extract<Standing, { readonly kind: "known" }>,
): Promise<void> {
  const reply = {
    userId: click.caller.userId,
    ...(click.responseUrl === undefined ? {} : { url: click.responseUrl }),
  };
  const notes = await desk.notes();
  const note = await notes.get(pageKind, click.value, desk.now());
  const page = note?.value;
  const operation = operationNamed(String(page?.["operation"]));
  if (note === undefined || page === undefined || operation === undefined)
    return tell(desk, reply, saying(texts.old[language]));
  if (page["principal"] !== actor.principal) return tell(desk, reply, saying(texts.notYours[language]));
  const from = Math.max(0, Number(page["from"]) + (click.action === "page:next" ? pageSize : -pageSize));
  // A second press of the same moment turns nothing twice: it shows the page that the first one turned to.
  await notes.replace(pageKind, note, { ...page, from }, desk.now(), desk.now() + pageLifeMs);
  const input = page["input"] as Record<string, unknown>;
  const outcome = await desk.gate.ask({ operation, input, actor });
  if (outcome.kind === "asking") throw new Error(`${operation.name} is listed and asks for consent`);
  const filter = String(page["filter"]);
  const told = tellEnding(outcome, operation, {
    language,
    input,
    ...(filter === "" ? {} : { filter }),
    page: { id: note.key, from },
  });
  await tell(desk, reply, told, { replace: true });
}

function approversFor({ gate }: Desk, outcome: Ending | Pending): readonly string[] {
  return outcome.kind === "pending" ? gate.approversOf(outcome.ticket) : [];
}

const texts = {
  old: {
    en: "This list is too old to be turned. Run the command again.",
    ja: "この一覧は古いためページを切り替えられません。コマンドをもう一度実行してください。",
  },
  notYours: {
    en: "Only whoever asked for this list can turn its pages. Run the command yourself to see it.",
    ja: "この一覧のページを切り替えられるのは、表示した本人だけです。ご自身でコマンドを実行してください。",
  },
} as const satisfies Record<string, Text>;
