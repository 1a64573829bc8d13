import type { Text } from "../../../tools/operation.ts";
import type { Desk } from "../desk.ts";
import type { CommandPayload } from "../payloads.ts";
import { type Message, moment, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";
import { replyTo, tell } from "./reply.ts";
import { turnAway } from "./turn-away.ts";

/** Gives a member the code with which they show, from a terminal, which user of SSS they are. It is ended there as well. */
export async function answerLink(desk: Desk, payload: CommandPayload): Promise<void> {
  const { people } = desk;
  const reply = replyTo(payload);
  const person = await people.standingOf(payload.caller);
  if (person.kind === "stranger" && !person.mayLink) return turnAway(desk, person, reply);
  const principal = people.principalOf(payload.caller.userId);
  await tell(desk, reply, await offerCode(desk, principal, person.language));
}

async function offerCode({ links, now }: Desk, principal: string, language: Language): Promise<Message> {
  const { code, until } = await (await links()).offer(principal, now());
  const line = `\`sss-ops slack link ${code} --user ecid…\``;
  return saying(`${texts.begin[language]}\n${line}\n${texts.until[language]} ${moment(until)}`);
}

const texts = {
  begin: {
    en: "Run this where sss-ops is installed, with the API key pair of your own user of SSS (`SSS_API_KEY`, `SSS_API_SECRET`):",
    ja: "sss-ops をインストールした環境で、ご自身のSSSユーザーのAPIキー（`SSS_API_KEY`、`SSS_API_SECRET`）を設定し、次のコマンドを実行してください。",
  },
  until: { en: "The code can be used once, until", ja: "コードは1回だけ使えます。有効期限:" },
} as const satisfies Record<string, Text>;
