import { inputField, noteOf } from "../../tools/fields.ts";
import type { Text } from "../../tools/operation.ts";
import type { Ending, Pending } from "../gate/outcome.ts";
import type { Ticket } from "../gate/ticket.ts";
import { type Message, actions, saying } from "./views/blocks.ts";
import { confirmText, nameModal, tellModal, yesMessage } from "./tickets/consent-views.ts";
import type { Desk } from "./desk.ts";
import type { Errand } from "./errand.ts";
import type { Language } from "./views/language.ts";
import { firstPage } from "./results/pages.ts";
import { rememberReply, tell } from "./people/reply.ts";

/** Puts an operation to the gate, and shows what it says: the answer, the question, or why not. */
export async function run(desk: Desk, errand: Errand): Promise<void> {
  const { operation, actor, language, viewId } = errand;
  const named = await withIds(desk, errand);
  if ("fault" in named) return show(desk, errand, saying(named.fault[language]));
  const asked = { ...errand, input: named.input };
  const outcome = await desk.gate.ask({ operation, input: asked.input, actor });
  if (outcome.kind !== "asking") return show(desk, errand, await toMessage(desk, outcome, asked));
  await rememberReply(desk, outcome.ticket.id, errand.reply);
  if (outcome.ticket.question.wanted === "yes") {
    return tell(desk, errand.reply, yesMessage(outcome.ticket, language), { replace: true });
  }
  if (viewId !== undefined) return desk.surface.show(viewId, nameModal(outcome.ticket, language, "self"));
  await tell(desk, errand.reply, openingMessage(outcome.ticket, language), { replace: true });
}

async function show(desk: Desk, errand: Errand, message: Message): Promise<void> {
  const { language, viewId, reply } = errand;
  if (viewId !== undefined) await desk.surface.show(viewId, tellModal(message, language));
  await tell(desk, reply, message, errand.public === true ? { public: true } : { replace: true });
}

function toMessage(desk: Desk, outcome: Ending | Pending, errand: Errand): Promise<Message> {
  return firstPage(desk, outcome, errand);
}

/** Mentions of members where a user of SSS is meant, as the users they are linked to. */
async function withIds(
  { people }: Desk,
  { operation, input }: Errand,
): Promise<{ readonly input: Record<string, unknown> } | { readonly fault: Text }> {
  const resolved = { ...input };
  for (const [name, value] of Object.entries(input)) {
    const [, userId] = (typeof value === "string" && /^<@(\w+)>$/.exec(value)) || [];
    const schema = inputField(operation, name);
    const isUser = schema !== undefined && noteOf(schema)?.lookup?.operation === "list_users";
    if (userId === undefined || !isUser) continue;
    const sssUserId = await people.sssUserOf(userId);
    if (sssUserId === undefined) return { fault: unlinked(userId, people.principalOf(userId)) };
    resolved[name] = sssUserId;
  }
  return { input: resolved };
}

function unlinked(userId: string, principal: string): Text {
  return {
    en: `Nothing was done: <@${userId}> is not linked to a user of SSS. They can link themselves with \`/sss link\`, or whoever runs this server gives \`${principal}\` a \`sssUserId\` in the policy file.`,
    ja: `実行していません。<@${userId}> さんはSSSのユーザーと紐付けられていません。ご本人が \`/sss link\` で紐付けるか、サーバーの管理者がポリシーファイルで \`${principal}\` に \`sssUserId\` を設定してください。`,
  };
}

/** What stands in for the modal where it could not be opened in time: a press opens it. */
function openingMessage(ticket: Ticket, language: Language): Message {
  return saying(
    confirmText(ticket, language),
    actions(
      { action: "ticket:confirm", value: ticket.id, label: texts.confirm[language], style: "danger" },
      { action: "ticket:cancel", value: ticket.id, label: texts.cancel[language] },
    ),
  );
}

const texts = {
  confirm: { en: "Confirm…", ja: "確認する…" },
  cancel: { en: "Cancel", ja: "取り消す" },
} as const satisfies Record<string, Text>;
