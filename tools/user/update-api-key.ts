import * as z from "zod";
import { answer, secret, text, userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const updateApiKey = defineOperation({
  name: "update_api_key",
  command: "update-api-keypair",
  title: { en: "Update API key pair", ja: "APIキー再発行" },
  summary: {
    en: "Reissue (rotate) the API key pair of the account this server runs on. The old key stops working at once; the new secret is kept sealed and shown to nobody here.",
    ja: "このサーバーが使うアカウントのAPIキーを再発行します。古いキーは直ちに無効になり、新しいシークレットは封印されここには表示されません。",
  },
  route: "PUT /keys/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "update",
  risk: "destroy",
  role: "any",
  confirm: {
    en: "Reissue the API key pair of {login_id} ({user_id})? The old key stops working at once, everywhere it is used.",
    ja: "{login_id}（{user_id}）のAPIキーを再発行しますか？古いキーは使用中の場所すべてで直ちに無効になります。",
  },
  target: { operation: "get_user", name: "login_id" },
  undo: {
    operation: "none",
    lost: { en: "The old key pair never works again.", ja: "古いAPIキーは二度と使えません。" },
  },
  rotation: { apiKey: "keystone_name", apiSecret: "keystone_password" },
  input: z.strictObject({ user_id: userId }),
  output: answer({
    user_id: text(),
    keystone_name: text(),
    keystone_password: secret(text()),
    status: text(),
  }),
  docs: "User API: Update API key pair",
});
