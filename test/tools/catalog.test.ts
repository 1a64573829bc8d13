import * as z from "zod";
import { expect, test } from "vitest";
import { noteOf } from "../../tools/fields.ts";
import { catalog, endpoints, operationNamed } from "../../tools/index.ts";
import type { Operation, Text } from "../../tools/operation.ts";
import routes from "../fixtures/routes.json" with { type: "json" };
import { portabilityFaults } from "./portability.ts";

const extras = [
  "find_user",
  "find_tenant",
  "get_billing_info",
  "get_monthly_billing_of_each_contract",
  "list_workspaces",
  "get_workspace",
  "create_workspace",
  "update_workspace",
  "delete_workspace",
  "add_workspace_role",
  "delete_workspace_role",
  "create_tenant_in_workspace",
];

const writes = catalog.filter(({ effect }) => effect !== "read");
const destroying = catalog.filter(({ risk }) => risk === "destroy");
const targeted = catalog.flatMap((operation) =>
  operation.target === undefined ? [] : [{ operation, target: operation.target }],
);
const fields = catalog.flatMap((operation) =>
  Object.entries(operation.input.shape).map(([name, schema]) => ({
    operation: operation.name,
    name,
    schema,
  })),
);

test("the catalog is the 57 operations of the API list and the 12 extras", () => {
  const listed = endpoints.filter(({ name }) => !extras.includes(name));

  expect(listed.map(({ name, route }) => ({ operation: name, route })).toSorted(byOperation)).toEqual(
    routes.toSorted(byOperation),
  );
  expect(listed).toHaveLength(57);
  expect(
    endpoints
      .filter(({ name }) => extras.includes(name))
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(extras.toSorted());
});

test("names and commands are unique", () => {
  expect(new Set(catalog.map(({ name }) => name)).size).toBe(catalog.length);
  expect(new Set(catalog.map(({ command }) => command)).size).toBe(catalog.length);
});

test("no command is the beginning of another", () => {
  const commands = catalog.map(({ command }) => command);

  expect(commands.filter((one) => commands.some((other) => other.startsWith(`${one} `)))).toEqual([]);
});

test.for(catalog)("$name has a portable name and a command of lower-case words", ({ name, command }) => {
  expect(name).toMatch(/^[a-z_]{1,40}$/);
  expect(command).toMatch(/^[a-z-]+( [a-z-]+)*$/);
});

test.for(catalog)("$name speaks English and Japanese", ({ title, summary, confirm }) => {
  const texts = [title, summary, ...(confirm === undefined ? [] : [confirm])];

  expect(texts.filter((text) => !isBilingual(text))).toEqual([]);
});

test.for(fields)("$operation tells people in both languages what $name is", ({ schema }) => {
  const note = noteOf(schema);
  const texts = [note?.title, ...(note?.description === undefined ? [] : [note.description])];

  expect(texts.filter((text) => text === undefined || !isBilingual(text))).toEqual([]);
});

test.for(fields.filter(({ schema }) => noteOf(schema)?.examples !== undefined))(
  "$operation gives examples of $name that it accepts",
  ({ schema }) => {
    for (const example of noteOf(schema)?.examples ?? []) {
      expect(z.safeParse(schema, example).error).toBeUndefined();
    }
  },
);

test("a schema prints what a field counts as when it is left out", () => {
  const defaults = catalog.flatMap(({ name, input }) => {
    const printed = z.toJSONSchema(input, { io: "input" }).properties ?? {};
    return Object.entries(input.shape).map(([field, schema]) => ({
      field: `${name}.${field}`,
      counts: z.safeParse(schema, undefined).data,
      prints: Object(printed[field]).default as unknown,
    }));
  });

  expect(defaults.filter(({ counts, prints }) => counts !== prints)).toEqual([]);
  expect(defaults.filter(({ counts }) => counts !== undefined).map(({ field }) => field)).toEqual([
    "list_contracts.include_deleted",
    "create_contract.notify_password",
    "list_channels.get_contracts",
  ]);
});

test("every password is secret, in what is sent and in what is answered", () => {
  const passwords = catalog.flatMap(({ input, output }) =>
    [...Object.entries(input.shape), ...Object.entries(output.shape)].filter(
      ([name]) => name.endsWith("password") && name !== "notify_password",
    ),
  );

  expect(passwords.length).toBeGreaterThan(5);
  expect(passwords.filter(([, schema]) => noteOf(schema)?.secret !== true)).toEqual([]);
});

test.for(endpoints)("$name is a read exactly when its route is a GET", ({ effect, risk, route }) => {
  expect(effect === "read").toBe(route.startsWith("GET "));
  expect(risk === "read").toBe(effect === "read");
});

test.for(endpoints)("$name deletes exactly when its route is a DELETE", ({ effect, risk, route }) => {
  expect(effect === "delete").toBe(route.startsWith("DELETE "));
  expect(effect !== "delete" || risk === "destroy").toBe(true);
});

test("an update that can lock out, hand over or kill a credential is destroying", () => {
  const raised = destroying.filter(({ effect }) => effect !== "delete").map(({ name }) => name);

  expect(raised.toSorted()).toEqual([
    "update_api_key",
    "update_contract_owner",
    "update_iam_role",
    "update_user_type",
  ]);
});

test.for(writes)("$name asks one question before it writes and says how to undo it", (operation) => {
  expect(operation.confirm?.en.match(/\?/g)).toHaveLength(1);
  expect(operation.confirm?.ja.match(/？/g)).toHaveLength(1);
  expect(["none", ...writes.map(({ name }) => name)]).toContain(operation.undo?.operation);
});

test.for(writes)("$name can fill every placeholder of its question", (operation) => {
  const question = `${operation.confirm?.en} ${operation.confirm?.ja}`;
  const placeholders = [...question.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);

  expect(placeholders).not.toEqual([]);
  expect(fillable(operation)).toEqual(expect.arrayContaining(placeholders));
});

test.for(writes)("$name puts the same fields into both questions", ({ confirm }) => {
  const placeholders = (text = "") => [...new Set(text.match(/\{\w+\}/g))].toSorted();

  expect(placeholders(confirm?.ja)).toEqual(placeholders(confirm?.en));
});

test.for(destroying)("$name shows what it acts on and names it", ({ target }) => {
  expect(target).toBeDefined();
});

test.for(targeted)("$operation.name can read its target, which has a name", ({ operation, target }) => {
  const read = operationNamed(target.operation);

  expect(read?.effect).toBe("read");
  expect(requiredFields(read)).toEqual(
    requiredFields(read).filter((field) => requiredFields(operation).includes(field)),
  );
  expect(Object.keys(read?.output.shape ?? {})).toContain(target.name);
});

test.for(catalog.filter(({ impact }) => impact.length > 0))(
  "$name can read what hangs on its target",
  (operation) => {
    const known = [
      ...requiredFields(operation),
      ...Object.keys(operationNamed(operation.target?.operation ?? "")?.output.shape ?? {}),
    ];
    for (const impact of operation.impact) {
      const read = operationNamed(impact.operation);
      expect(read?.effect).toBe("read");
      const own = impact.ofOwnContract === true ? ["contract_id"] : [];
      expect([...known, ...own, "target_month"]).toEqual(expect.arrayContaining([...requiredFields(read)]));
      expect([...Object.keys(read?.output.shape ?? {}), undefined]).toContain(impact.in);
      expect([...known, undefined]).toContain(impact.about);
      expect([...known, undefined]).toContain(impact.find);
      expect([operationNamed(impact.read ?? "")?.effect, impact.read]).toContain(
        impact.read === undefined ? undefined : "read",
      );
    }
  },
);

test.for(endpoints.filter(({ route }) => route.includes("{")))(
  "$name fills its path from required fields",
  (operation) => {
    const parameters = [...operation.route.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);

    expect(requiredFields(operation)).toEqual(expect.arrayContaining(parameters));
  },
);

test.for(endpoints.filter(({ effect }) => effect === "update"))(
  "$name refuses to change nothing",
  ({ input, route }) => {
    const inPath = Object.entries(input.shape).filter(([name]) => route.includes(`{${name}}`));
    const onlyPath = Object.fromEntries(
      inPath.map(([name, schema]) => [name, noteOf(schema)?.examples?.[0]]),
    );

    expect(Object.values(onlyPath)).not.toContain(undefined);
    expect(input.safeParse(onlyPath).success).toBe(Object.keys(input.shape).length === inPath.length);
  },
);

test.for(catalog)("$name prints an input schema that every host understands", ({ input }) => {
  const schema = z.toJSONSchema(input, { io: "input" });

  expect(schema.type).toBe("object");
  expect(schema.additionalProperties).toBe(false);
  expect(portabilityFaults(schema)).toEqual([]);
});

test.for(catalog)("$name prints an output schema that every host understands", ({ output }) => {
  const schema = z.toJSONSchema(output, { io: "output" });

  expect(schema.type).toBe("object");
  expect(schema.required).toBeUndefined();
  expect(portabilityFaults(schema)).toEqual([]);
});

test.for(catalog)("$name takes an odd answer and gives one that fits its schema", ({ output }) => {
  const printed = z.fromJSONSchema(z.toJSONSchema(output, { io: "output" }));
  const odd = [null, 0, 1.5, "", "text", true, [], {}, [null, 1, "text", [], {}], { deep: [null] }];
  for (const field of [...Object.keys(output.shape), "a_field_of_tomorrow"]) {
    for (const value of odd) {
      const answer: unknown = JSON.parse(JSON.stringify(output.parse({ [field]: value })));
      expect(printed.safeParse(answer).error, `${field}: ${JSON.stringify(value)}`).toBeUndefined();
    }
  }
  expect(output.parse({})).toEqual({});
  expect(output.parse({ a_field_of_tomorrow: 1 })).toEqual({ a_field_of_tomorrow: 1 });
});

test("a summary tells that the billing API is withdrawn upstream", () => {
  const billing = endpoints.filter(({ route }) => route.includes("/billing/"));

  expect(billing).toHaveLength(2);
  for (const { summary } of billing) {
    expect(summary.en).toMatch(/withdrawn/);
  }
});

function byOperation(one: { operation: string }, other: { operation: string }): number {
  return one.operation < other.operation ? -1 : 1;
}

function isBilingual({ en, ja }: Text): boolean {
  return /^[\x20-\x7e]+$/.test(en) && /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(ja);
}

function requiredFields(operation: Operation | undefined): readonly string[] {
  return Object.entries(operation?.input.shape ?? {})
    .filter(([, schema]) => !z.safeParse(schema, undefined).success)
    .map(([name]) => name);
}

/**
 * The fields a question may name. An optional field may be left out, and where it also is a field of the
 * target it would show the new value once and the old one another time, so only the target's name may be both.
 */
function fillable(operation: Operation): readonly string[] {
  const { target } = operation;
  const optional = Object.keys(operation.input.shape).filter(
    (name) => !requiredFields(operation).includes(name),
  );
  const shown = Object.keys(operationNamed(target?.operation ?? "")?.output.shape ?? {});
  return [
    ...requiredFields(operation),
    ...shown.filter((name) => name === target?.name || !optional.includes(name)),
  ];
}
