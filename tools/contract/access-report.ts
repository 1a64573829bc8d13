import * as z from "zod";
import { answer, flag, list, ownContractId, text, untrusted } from "../fields.ts";
import { listIamGroupUsers } from "../iam/list-iam-group-users.ts";
import { listIamGroups } from "../iam/list-iam-groups.ts";
import { defineReport } from "../report.ts";
import { getTenant } from "../tenant/get-tenant.ts";
import { listTenants } from "../tenant/list-tenants.ts";
import { listUserTypes } from "../user-type/list-user-types.ts";
import { listUsers } from "../user/list-users.ts";
import { joinAccess } from "./join-access.ts";

export const accessReport = defineReport({
  name: "access_report",
  command: "contract access",
  title: { en: "Access report", ja: "アクセス権レポート" },
  summary: {
    en: "Review who can do what (access report): every user of a contract with user type, tenants, IAM groups and the IAM roles they give. Only tenants the account has access to are covered.",
    ja: "契約の全ユーザーについて、種別、テナント、IAMグループ、IAMロールを1行ずつまとめ、誰が何をできるかを確認します（アクセス権の棚卸し）。対象のテナントは、アクセス権のあるものだけです。",
  },
  role: "any",
  reads: {
    users: { operation: listUsers, needed: true },
    types: { operation: listUserTypes, after: "users" },
    tenants: { operation: listTenants },
    tenant: { operation: getTenant, each: { of: "tenants", in: "tenants" } },
    groups: { operation: listIamGroups },
    members: { operation: listIamGroupUsers, each: { of: "groups", in: "iam_groups" } },
  },
  join: joinAccess,
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({
    contract_id: text(),
    counts: answer({}).optional().catch(undefined),
    users: list(
      answer({
        user_id: text(),
        login_id: untrusted(text()),
        mail_address: untrusted(text()),
        contract_id: text(),
        type: text(),
        grants: list(text()),
        api_availability: flag(),
        tenants: untrusted(list(text())),
        iam_groups: untrusted(list(text())),
        iam_roles: untrusted(list(text())),
      }),
    ),
    could_not_be_read: list(answer({ operation: text(), about: text(), code: text() })),
  }),
});
