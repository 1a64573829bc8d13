import * as z from "zod";
import { answer, fault, field, flag, list, text, untrusted } from "../fields.ts";
import { type Lookup, lookups } from "../lookup.ts";
import type { Text } from "../operation.ts";

/** The id of an IAM group. */
export const iamGroupId = iamId(
  { en: "IAM group ID", ja: "IAMグループID" },
  "09d98eda-6421-11e6-9827-e1e34fb8c324",
  lookups.iamGroup,
);

/** The id of an IAM role. */
export const iamRoleId = iamId(
  { en: "IAM role ID", ja: "IAMロールID" },
  "e8422cea-6449-11e6-82d8-7f1d195e00b5",
  lookups.iamRole,
);

/** The name of an IAM group. */
export const iamGroupName = iamName({ en: "IAM group name", ja: "IAMグループ名" }, "operators");

/** The name of an IAM role. */
export const iamRoleName = iamName({ en: "IAM role name", ja: "IAMロール名" }, "read-only");

const ruleKey = /^[A-Za-z0-9@\-'._]{1,128}$/;
const ruleValue = /^[A-Za-z0-9@\-/*'._]{0,128}$/;

/** What a role permits. Any parameter of a request can be a key beside the four known ones. */
export const resources = field(
  z.array(
    z
      .object({
        basePath: z.string().optional(),
        path: z.string().optional(),
        verb: z.string().optional(),
        ipAddress: z.string().optional(),
      })
      .catchall(z.string())
      .refine(
        (rule) => Object.keys(rule).length > 0,
        fault("a rule needs at least one key", {
          en: "A rule needs at least one key",
          ja: "1つのルールにはキーが1つ以上必要です",
        }),
      )
      .refine(
        (rule) => Object.keys(rule).every((key) => ruleKey.test(key)),
        fault("a key has 1-128 letters, digits or @-'._", {
          en: "A key has 1-128 letters, digits or @-'._",
          ja: "キーは半角英数字と @-'._ の1〜128文字です",
        }),
      )
      .refine(
        (rule) => Object.values(rule).every((value) => ruleValue.test(String(value))),
        fault("a value has at most 128 letters, digits or @-/*'._", {
          en: "A value has at most 128 letters, digits or @-/*'._",
          ja: "値は半角英数字と @-/*'._ の128文字以内です",
        }),
      ),
  ),
  {
    title: { en: "Rules", ja: "ルール" },
    description: {
      en: "A call passes if it matches all keys of one rule; * is any",
      ja: "1つのルールのすべてのキーに一致するAPIが許可される。* は任意",
    },
    examples: [[{ basePath: "/ecl-sss", path: "*", verb: "GET", ipAddress: "*" }]],
  },
);

/** A rule of a role as answers show it. */
export const rule = answer({ basePath: text(), path: text(), verb: text(), ipAddress: text() });

/** An IAM group without its users and roles. */
export const iamGroup = answer({
  iam_group_id: text(),
  iam_group_name: untrusted(text()),
  description: untrusted(text()),
  start_time: text(),
  default_group: flag(),
});

/** An IAM role with its rules, which lists may leave out. */
export const iamRole = answer({
  iam_role_id: text(),
  iam_role_name: untrusted(text()),
  description: untrusted(text()),
  start_time: text(),
  default_role: flag(),
  resources: list(rule),
});

function iamId(title: Text, example: string, lookup: Lookup) {
  return field(z.string().regex(/^[\w-]{1,64}$/), { title, examples: [example], lookup });
}

function iamName(title: Text, example: string) {
  return field(
    z
      .string()
      .min(3)
      .max(60)
      .regex(/^[A-Za-z0-9@\-._]+$/),
    {
      title,
      examples: [example],
    },
  );
}
