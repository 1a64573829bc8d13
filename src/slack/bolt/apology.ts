import type { Text } from "../../../tools/operation.ts";
import { type Message, type Modal, escaped, plainText, saying, section } from "../views/blocks.ts";

/** What is said where nothing else can be. The language of the person is not known here, so it is said in both. */
export const apologies = {
  broken: {
    en: "Something went wrong in sss-ops and nothing was done. Please try again.",
    ja: "sss-ops で問題が発生したため、何も実行されませんでした。もう一度お試しください。",
  },
  brokenLater: {
    en: "Something went wrong in sss-ops. Check what was done before you try again.",
    ja: "sss-ops で問題が発生しました。再度お試しになる前に、実行済みの内容をご確認ください。",
  },
  otherTeam: {
    en: "sss-ops belongs to another workspace. Please use it there.",
    ja: "sss-ops は別のワークスペースのものです。そのワークスペースでご利用ください。",
  },
  unknown: {
    en: "sss-ops does not know this action. It may come from another version of the app.",
    ja: "sss-ops はこの操作に対応していません。別のバージョンのアプリから送られた可能性があります。",
  },
} as const satisfies Record<string, Text>;

/** An apology as a message. */
export function toApology({ en, ja }: Text): Message {
  return saying(escaped(`${ja}\n${en}`));
}

/** An apology in the place of a modal. */
export function toApologyModal({ en, ja }: Text): Modal {
  return {
    type: "modal",
    title: plainText("sss-ops", 24),
    close: plainText("OK", 24),
    blocks: [section(escaped(`${ja}\n${en}`))],
  };
}
