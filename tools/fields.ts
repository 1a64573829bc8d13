import * as z from "zod";
import { type Lookup, lookups } from "./lookup.ts";
import { onceEach } from "./once-each.ts";
import type { Operation, Text } from "./operation.ts";

/** What people and models are told of a field beside its type. */
export interface FieldNote {
  readonly title: Text;
  readonly description?: Text;
  readonly examples?: readonly unknown[];
  /** Where the things stand that an id can name. */
  readonly lookup?: Lookup;
  /** No log, model, card or audit row may show it, nor anything in it. */
  readonly secret?: true;
  /** Other people wrote it and what is in it: data to show, never instructions to follow. */
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
  const wrapped = wrappedBy(schema);
  return (notes.get(schema) as FieldNote | undefined) ?? (wrapped && noteOf(wrapped));
}

/** The schema inside `optional`, `default` and `preprocess`: what a value is, once it is there. */
export function innerOf(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = wrappedBy(schema);
  return wrapped === undefined ? schema : innerOf(wrapped);
}

function wrappedBy(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return schema.unwrap();
  }
  return schema instanceof z.ZodPipe ? schema.out : undefined;
}

/** The schema of an input field; undefined where there is none of that name, whatever an object inherits. */
export function inputField({ input }: Operation, name: string): z.core.$ZodType | undefined {
  return ownField(input.shape, name);
}

/** Whether a field of the operation's input or answer is marked secret. */
export function isSecretField(operation: Operation, name: string): boolean {
  return secretFieldsOf(operation).has(name);
}

const secretFieldsOf = onceEach(
  ({ input, output }: Operation): ReadonlySet<string> =>
    new Set([...secretsIn(input.shape), ...secretsIn(output.shape)]),
);

function secretsIn(shape: z.core.$ZodLooseShape): readonly string[] {
  return Object.keys(shape).filter((name) => {
    const schema = ownField(shape, name);
    return schema !== undefined && noteOf(schema)?.secret === true;
  });
}

/**
 * Whether full-width letters, as a Japanese keyboard types them, can be taken for the plain ones: in ids, choices,
 * numbers and texts of a set form, but not in free text or a secret.
 */
export function isFoldable(schema: z.core.$ZodType): boolean {
  const { lookup, secret: isSecret, untrusted: isFreeText } = noteOf(schema) ?? {};
  if (isSecret === true || isFreeText === true) return false;
  const inner = innerOf(schema);
  if (inner instanceof z.ZodString) return lookup !== undefined || inner.format !== null;
  if (inner instanceof z.ZodArray) return isFoldable(inner.element);
  return inner instanceof z.ZodEnum || inner instanceof z.ZodNumber || inner instanceof z.ZodBoolean;
}

function ownField(shape: z.core.$ZodLooseShape, name: string): z.core.$ZodType | undefined {
  return Object.hasOwn(shape, name) ? (shape[name] as z.core.$ZodType) : undefined;
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

/** A yes or no of an answer; the sources also show 1 and 0 (the Python SDK documents them so). */
export function flag() {
  return z
    .preprocess(
      (value) => asBoolean(value === 1 ? true : value === 0 ? false : (value ?? undefined)),
      z.boolean().optional().catch(undefined),
    )
    .optional();
}

/**
 * A list of an answer; a lone element counts as a list of one, and null elements as absent.
 * Where objects are known to stand, any other element is kept as `{ value }`.
 */
export function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => elementsOf(value, item), z.array(item).optional()).optional();
}

function elementsOf(value: unknown, item: z.ZodType): unknown {
  if (value === null || value === undefined) {
    return undefined;
  }
  const elements = (Array.isArray(value) ? value : [value]).filter(isPresent);
  return item instanceof z.ZodObject
    ? elements.map((element) => (isPlainObject(element) ? element : { value: element }))
    : elements;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && !Array.isArray(value);
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

/** The id of a user. */
export const userId = field(z.string().regex(/^ecid\d+$/), {
  title: { en: "User ID", ja: "ユーザーID" },
  examples: ["ecid1000005887"],
  lookup: lookups.user,
});

/** The id of a tenant. */
export const tenantId = field(z.string().regex(/^[\w-]{1,64}$/), {
  title: { en: "Tenant ID", ja: "テナントID" },
  examples: ["462c8013d0e849e4b986ab2c181f2af8"],
  lookup: lookups.tenant,
});

/** A contract id that says something of its own. */
export function contractIdNoted(note: Partial<FieldNote>) {
  return field(z.string().regex(/^econ\d+$/), {
    title: { en: "Contract ID", ja: "契約ID" },
    examples: ["econ1000002353"],
    lookup: lookups.contract,
    ...note,
  });
}

/** The id of a contract. */
export const contractId = contractIdNoted({});

/** A contract id that defaults upstream to the contract of the account. */
export const ownContractId = contractIdNoted({
  description: { en: "Default: own contract", ja: "省略すると自分の契約" },
}).optional();

/** The id of a workspace. */
export const workspaceId = field(z.string().regex(/^ws\d+$/), {
  title: { en: "Workspace ID", ja: "ワークスペースID" },
  examples: ["ws0000000001"],
  lookup: lookups.workspace,
});

/** The name a user logs in with. */
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

/**
 * An object whose form no public source shows: any passes. Models are told the keys that were seen, as many of them refuse
 * an object without any.
 */
export function anyEntry(seen: Readonly<Record<string, "string" | "boolean">>) {
  const shape = Object.entries(seen).map(
    ([key, type]) => [key, z.unknown().meta({ type }).optional()] as const,
  );
  return z.looseObject(Object.fromEntries(shape));
}

/** A text that counts as left out when it is blank, as it does upstream. */
export function blankable(schema: z.ZodString) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

const strongPassword = /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9!#$%&()*+,\-./:;<=>?@[\]^_`{|}~]{8,50}$/;

/** A password, with a word for what upstream does when it is left out. */
function passwordOr(leftOut: Text) {
  return field(blankable(z.string().regex(strongPassword)), {
    title: { en: "Password", ja: "パスワード" },
    description: {
      en: `8-50 characters with upper case, lower case and digit; left out: ${leftOut.en}`,
      ja: `英大文字・小文字・数字を含む8〜50文字。省略すると${leftOut.ja}`,
    },
    secret: true,
  });
}

/** A password; upstream makes a random one when it is left out. */
export const password = passwordOr({ en: "random", ja: "ランダム" });

/** Another password in place of the one there is, which stays when it is left out. */
export const newPassword = passwordOr({ en: "unchanged", ja: "変更なし" });

/** Clients of the API send this flag as a boolean or as the text "true" or "false". */
export function notifyPassword<Flag extends z.ZodBoolean | z.ZodDefault<z.ZodBoolean>>(flag: Flag) {
  return field(z.preprocess(asBoolean, flag), {
    title: { en: "Notify by e-mail", ja: "メールで通知" },
    description: {
      en: "Mail login ID and password to the user",
      ja: "ログインIDとパスワードを本人にメールする",
    },
  });
}

/** Free words about a thing. */
export const description = field(z.string().max(255), {
  title: { en: "Description", ja: "説明" },
  untrusted: true,
});

/** A region by its short name. */
export const region = field(z.string().regex(/^[a-z0-9-]{1,32}$/), {
  title: { en: "Region", ja: "リージョン" },
  description: { en: "Such as jp1", ja: "例: jp1" },
  examples: ["jp1"],
});

/** A date and time as the search parameters take it. */
export function compactTime(title: Text) {
  return field(z.string().regex(/^\d{14}$/), {
    title,
    description: { en: "YYYYMMDDhhmmss", ja: "YYYYMMDDhhmmss形式" },
    examples: ["20220101000000"],
  });
}

/** Refuses a change that changes nothing: at least one of the optional fields has to be given. */
export function someChange<Input extends z.ZodObject>(input: Input) {
  const names = Object.keys(input.shape).filter((name) => input.shape[name] instanceof z.ZodOptional);
  return input.refine(
    (given) => names.some((name) => given[name] !== undefined),
    fault(`give at least one of ${names.join(", ")}`, {
      en: "Fill in at least one field to change",
      ja: "変更する項目を1つ以上入力してください",
    }),
  );
}

/** Why a `refine` refuses: with the fields' own names for models, and in words for people. */
export function fault(error: string, text: Text) {
  return { error, params: { text } };
}

/** What people are told of a refusal by {@link fault}; undefined for any other. */
export function faultTextOf(issue: z.core.$ZodIssue): Text | undefined {
  return issue.code === "custom" ? (issue.params?.["text"] as Text | undefined) : undefined;
}

/** The texts "true" and "false" as the booleans they stand for; anything else as it is. */
export function asBoolean(value: unknown): unknown {
  return value === "true" ? true : value === "false" ? false : value;
}
