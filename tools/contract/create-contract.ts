import * as z from "zod";
import {
  answer,
  description,
  loginId,
  mailAddress,
  notifyPassword,
  password,
  secret,
  text,
  untrusted,
} from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { channelId, externalReferenceId } from "./contract.ts";

export const createContract = defineOperation({
  name: "create_contract",
  command: "contract create",
  title: { en: "Create contract", ja: "契約作成" },
  summary: {
    en: "Create an end-user contract and its owner in a channel. It runs on after the answer; get_transaction tells how it ended.",
    ja: "チャネルにエンドユーザー契約とその契約代表ユーザーを作成します。処理は非同期で、結果は get_transaction で確認します。",
  },
  route: "POST /contracts",
  versions: ["v1.0", "v2"],
  effect: "create",
  role: "partner",
  confirm: {
    en: "Create a contract in channel {channel_id} with {login_id} ({mail_address}) as its owner?",
    ja: "チャネル {channel_id} に、{login_id}（{mail_address}）を契約代表ユーザーとする契約を作成しますか？",
  },
  undo: {
    operation: "delete_contract",
    lost: {
      en: "The login ID of its owner can never be used again.",
      ja: "契約代表ユーザーのログインIDは再利用できません。",
    },
  },
  transaction: true,
  input: z.strictObject({
    login_id: loginId,
    mail_address: mailAddress(1),
    channel_id: channelId,
    password: password.optional(),
    external_reference_id: externalReferenceId(50),
    notify_password: notifyPassword(z.boolean().default(false)),
    description: description.optional(),
  }),
  output: answer({
    transaction_id: text(),
    // Older versions answered at once, with the new contract instead of a transaction.
    contract_id: text(),
    user_id: text(),
    login_id: untrusted(text()),
    mail_address: untrusted(text()),
    channel_id: text(),
    external_reference_id: text(),
    keystone_name: text(),
    keystone_password: secret(text()),
    keystone_endpoint: text(),
    sss_endpoint: text(),
    password: secret(text()),
  }),
  docs: "Contract API: Create Contract",
});
