import * as z from "zod";
import type { Text } from "./operation.ts";

/** What people and models are told of a field beside its type. */
export interface FieldNote {
  readonly title: Text;
  readonly description?: Text;
  readonly examples?: readonly unknown[];
  /** No log, model, card or audit row may show it. */
  readonly secret?: true;
  /** Text that other people wrote: data to show, never instructions to follow. */
  readonly untrusted?: true;
}

const notes = z.registry<FieldNote>();

/** Attaches a note to a schema and gives the same schema back. */
export function field<Schema extends z.ZodType>(schema: Schema, note: FieldNote): Schema {
  notes.add(schema, note as Parameters<typeof notes.add<Schema>>[1]);
  return schema;
}

/** The note of a schema, looking through `optional`, `default` and `preprocess`. */
export function noteOf(schema: z.core.$ZodType): FieldNote | undefined {
  return notes.get(schema) ?? (isWrapped(schema) ? noteOf(innerOf(schema)) : undefined);
}

/** The schema inside `optional`, `default` and `preprocess`: what a value is, once it is there. */
export function innerOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return innerOf(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? innerOf(schema.out) : schema;
}

function isWrapped(schema: z.core.$ZodType): boolean {
  return innerOf(schema) !== schema;
}

// Fields of answers. A read must not fail because upstream sends a number for a text or drops a field, so
// these take what comes: null counts as absent, and a scalar of another type is written as the known one.

/** A text of an answer. */
export function text() {
  return z
    .preprocess(
      (value) => (value === null || typeof value === "string" ? (value ?? undefined) : JSON.stringify(value)),
      z.string().optional(),
    )
    .optional();
}

/** A yes or no of an answer; the sources also show 1 and 0 (`sss-api.md` section 3, item 6). */
export function flag() {
  return z
    .preprocess(
      (value) => asBoolean(value === 1 ? true : value === 0 ? false : (value ?? undefined)),
      z.boolean().optional().catch(undefined),
    )
    .optional();
}

/** A list of an answer. */
export function list<Item extends z.ZodType>(item: Item) {
  return z
    .preprocess(
      (value) =>
        value === null || value === undefined || Array.isArray(value) ? (value ?? undefined) : [value],
      z.array(item).optional(),
    )
    .optional();
}

/** A part of an answer whose type the sources leave open, or that is null as a rule. */
export function anything() {
  return z.unknown().optional();
}

/** An object of an answer: the known fields described, unknown ones let through. */
export function answer<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.looseObject(shape);
}

/** Marks a field of an answer that must never be shown. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return field(schema, { title: { en: "Secret", ja: "秘密情報" }, secret: true });
}

/** Marks a field of an answer that holds other people's words. */
export function untrusted<Schema extends z.ZodType>(schema: Schema): Schema {
  return field(schema, { title: { en: "Text", ja: "テキスト" }, untrusted: true });
}

/** The answer of an operation that upstream answers with 204 and no body. */
export const noContent = answer({});

// Fields of requests. Ids are not held to more than prefix and digits: real ones vary in length.

export const userId = field(z.string().regex(/^ecid\d+$/), {
  title: { en: "User ID", ja: "ユーザーID" },
  examples: ["ecid1000005887"],
});

export const tenantId = field(z.string().regex(/^[\w-]{1,64}$/), {
  title: { en: "Tenant ID", ja: "テナントID" },
  examples: ["462c8013d0e849e4b986ab2c181f2af8"],
});

export const contractId = field(z.string().regex(/^econ\d+$/), {
  title: { en: "Contract ID", ja: "契約ID" },
  examples: ["econ1000002353"],
});

/** A contract id that defaults upstream to the contract of the account. */
export const ownContractId = field(z.string().regex(/^econ\d+$/), {
  title: { en: "Contract ID", ja: "契約ID" },
  description: { en: "Default: own contract", ja: "省略すると自分の契約" },
  examples: ["econ1000002353"],
}).optional();

export const channelId = field(z.string().regex(/^ch\d+$/), {
  title: { en: "Channel ID", ja: "チャネルID" },
  examples: ["ch2000000022"],
});

export const iamGroupId = field(z.string().regex(/^[\w-]{1,64}$/), {
  title: { en: "IAM group ID", ja: "IAMグループID" },
  examples: ["09d98eda-6421-11e6-9827-e1e34fb8c324"],
});

export const iamRoleId = field(z.string().regex(/^[\w-]{1,64}$/), {
  title: { en: "IAM role ID", ja: "IAMロールID" },
  examples: ["e8422cea-6449-11e6-82d8-7f1d195e00b5"],
});

export const contractGroupId = field(z.string().regex(/^ecgr\w+$/), {
  title: { en: "Contract group ID", ja: "契約グループID" },
  examples: ["ecgr00000001"],
});

export const workspaceId = field(z.string().regex(/^ws\d+$/), {
  title: { en: "Workspace ID", ja: "ワークスペースID" },
  examples: ["ws0000000001"],
});

export const loginId = field(
  z
    .string()
    .min(6)
    .max(60)
    .regex(/^[A-Za-z0-9@+\-._]+$/),
  {
    title: { en: "Login ID", ja: "ログインID" },
    description: {
      en: "Unique system-wide, deleted users included",
      ja: "削除済みユーザーも含めシステム全体で一意。半角英数字と @+-._ の6〜60文字",
    },
    examples: ["taro.yamada"],
  },
);

/** An e-mail address of at least `shortest` characters; upstream asks for 8 in one place and 1 in the others. */
export function mailAddress(shortest: number) {
  return field(
    z
      .string()
      .min(shortest)
      .max(64)
      .regex(/^[^\s@]+@[^\s@]+$/),
    { title: { en: "E-mail address", ja: "メールアドレス" }, examples: ["taro@example.com"] },
  );
}

const strongPassword =
  /^(?=[^]*[a-z])(?=[^]*[A-Z])(?=[^]*[0-9])[A-Za-z0-9!#$%&()*+,\-./:;<=>?@[\]^_`{|}~]{8,50}$/;

/** A password; blank counts as left out, and upstream then makes a random one. */
export const password = field(
  z.preprocess((value) => (value === "" ? undefined : value), z.string().regex(strongPassword).optional()),
  {
    title: { en: "Password", ja: "パスワード" },
    description: {
      en: "8-50 characters with upper case, lower case and digit; left out: random",
      ja: "英大文字・小文字・数字を含む8〜50文字。省略するとランダム",
    },
    secret: true,
  },
);

/** Clients of the API send this flag as a boolean or as the text "true" or "false" (`sss-api.md` section 3, item 4). */
export const notifyPassword = field(z.preprocess(asBoolean, z.boolean()), {
  title: { en: "Notify by e-mail", ja: "メールで通知" },
  description: {
    en: "Mail login ID and password to the user",
    ja: "ログインIDとパスワードを本人にメールする",
  },
});

export const description = field(z.string().max(255), {
  title: { en: "Description", ja: "説明" },
  untrusted: true,
});

export const region = field(z.string().regex(/^[a-z0-9-]{1,32}$/), {
  title: { en: "Region", ja: "リージョン" },
  description: { en: "Such as jp1", ja: "例: jp1" },
  examples: ["jp1"],
});

/** The texts "true" and "false" as the booleans they stand for; anything else as it is. */
export function asBoolean(value: unknown): unknown {
  return value === "true" ? true : value === "false" ? false : value;
}
