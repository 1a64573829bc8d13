import { answer, flag, secret, text, untrusted } from "../fields.ts";

/** A user as a list shows it. */
export const userRow = answer({
  user_id: text(),
  login_id: untrusted(text()),
  mail_address: untrusted(text()),
  contract_id: text(),
  start_time: text(),
  contract_owner: flag(),
  super_user: flag(),
  api_availability: flag(),
});

/** A user in full, with the keys that only older or newer versions answer. */
export const user = userRow.extend({
  keystone_name: text(),
  keystone_password: secret(text()),
  keystone_endpoint: text(),
  sss_endpoint: text(),
  login_integration: text(),
  external_reference_id: text(),
  brand_id: text(),
  api_only: flag(),
  auto_role_assignment_flag: flag(),
  external_user_type: text(),
  otp_activation: flag(),
  otp_type: text(),
  mfa_required: flag(),
  user_name: untrusted(text()),
  user_comment: untrusted(text()),
  bp_user_id: text(),
  bp_idf_user_id: text(),
});
