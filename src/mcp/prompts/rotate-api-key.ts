import { lookups } from "../../../tools/lookup.ts";
import type { Prompt } from "./prompt.ts";

export const rotateApiKey: Prompt = {
  name: "rotate_api_key",
  title: { en: "Rotate the API key", ja: "APIキーの再発行" },
  description: {
    en: "Reissue the API key pair that this server runs on, and check that the new one works.",
    ja: "このサーバーが使うAPIキーを再発行し、新しいキーが使えることを確認します。",
  },
  arguments: [
    {
      name: "user",
      title: { en: "User whose key it is, by id or login ID", ja: "キーの持ち主のIDまたはログインID" },
      required: true,
      lookup: lookups.user,
    },
  ],
  steps: [
    {
      does: {
        en: "Show the user and their API key name. Ask the person where else this key is used: there it stops working at once.",
        ja: "ユーザーとAPIキー名を表示し、このキーをほかで使っていないか本人に確認します。古いキーは直ちに無効になります。",
      },
      operation: "get_user",
      input: { user_id: "{user}" },
    },
    {
      does: {
        en: "Reissue the pair. The new secret is sealed: say where the person finds it, and never ask for it.",
        ja: "APIキーを再発行します。新しいシークレットは封印されます。確認できる場所を本人に伝え、値は尋ねないでください。",
      },
      operation: "update_api_key",
      input: { user_id: "{user}" },
    },
    {
      does: {
        en: "Read with the new key: that it answers is the proof.",
        ja: "新しいキーで参照できることを確認します。",
      },
      operation: "get_user",
      input: { user_id: "{user}" },
    },
  ],
  notes: [
    {
      en: 'After "unknown" do not repeat it: the old pair may be dead and the new one lost.',
      ja: "結果が unknown の場合は繰り返さないでください。古いキーがすでに無効になっている可能性があります。",
    },
  ],
};
