import { expect, test } from "vitest";
import { catalog, operationNamed } from "../../tools/index.ts";
import { noteOf } from "../../tools/fields.ts";
import { toJsonSchema } from "../../tools/json-schema.ts";

test("where names are taken, an id that can be looked up says so and is held to no form", () => {
  for (const { input } of catalog) {
    const { properties = {} } = toJsonSchema(input, "input", { names: true });
    for (const [name, schema] of Object.entries(input.shape)) {
      if (noteOf(schema)?.lookup === undefined) continue;
      expect(properties[name]).toMatchObject({
        type: "string",
        description: expect.stringMatching(/^ID or name/),
      });
      expect(properties[name]).not.toHaveProperty("pattern");
    }
  }
});

test("what is said of a field already stays, once", () => {
  const { properties = {} } = toJsonSchema(inputOf("list_users"), "input", { names: true });
  expect(properties["contract_id"]).toEqual({
    type: "string",
    description: "ID or name. Default: own contract",
  });
});

test("else an id is shown in the form it has", () => {
  const { properties = {} } = toJsonSchema(inputOf("get_user"), "input");
  expect(properties["user_id"]).toMatchObject({ pattern: "^ecid\\d+$" });
});

function inputOf(name: string) {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation.input;
}
