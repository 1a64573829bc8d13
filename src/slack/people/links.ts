import type { Text } from "../../../tools/operation.ts";
import type { Links } from "../../store/links.ts";
import { type Message, moment, saying } from "../views/blocks.ts";
import type { Language } from "../views/language.ts";

/** Gives somebody the code with which they show, from a terminal, which user of SSS they are; or ends their link. */
export async function answerLink(
  links: Links,
  principal: string,
  wish: string | undefined,
  { language, now }: { readonly language: Language; readonly now: number },
): Promise<Message> {
  if (wish === "remove") {
    await links.remove(principal);
    return saying(texts.ended[language]);
  }
  const { code, until } = await links.offer(principal, now);
  const line = `\`sss-ops slack link ${code} --user ecid…\``;
  return saying(`${texts.begin[language]}\n${line}\n${texts.until[language]} ${moment(until)}`);
}

const texts = {
  begin: {
    en: "Run this where sss-ops is installed, with the API key pair of your own user of SSS (`SSS_API_KEY`, `SSS_API_SECRET`):",
    ja: "sss-ops が入っている環境で、ご自身のSSSユーザーのAPIキー（`SSS_API_KEY`、`SSS_API_SECRET`）を設定して次を実行してください。",
  },
  until: { en: "The code can be used once, until", ja: "コードは1回だけ使えます。有効期限:" },
  ended: { en: "You are no longer linked to a user of SSS.", ja: "SSSのユーザーとの紐付けを解除しました。" },
} as const satisfies Record<string, Text>;
