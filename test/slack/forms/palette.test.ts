import type { types } from "@slack/bolt";
import { expect, test } from "vitest";
import { faultsIn } from "../../../src/sandbox/slack/check/faults-in.ts";
import { paletteModal, submitPalette } from "../../../src/slack/forms/palette.ts";
import { catalog } from "../../../tools/index.ts";

test.for(["en", "ja"] as const)("the palette is one that Slack takes (%s)", (language) => {
  expect(faultsIn("modal", paletteModal(language))).toEqual([]);
});

test.for(["en", "ja"] as const)("the palette offers every operation under its resource (%s)", (language) => {
  const groups = groupsOf(language);
  const offered = groups.flatMap(({ options }) => options.map(({ value = "" }) => value));

  expect(offered.toSorted()).toEqual(catalog.map(({ name }) => name).toSorted());
  for (const { label, options } of groups) {
    const ofOthers = options.filter(({ text }) => !new RegExp(`\\(${label.text}[ )]`).test(text.text));
    expect(ofOthers).toEqual([]);
  }
});

test("the palette leaves out what is not offered", () => {
  const offered = catalog.filter(({ effect }) => effect === "read");
  const palette = JSON.stringify(paletteModal("en", offered));

  expect(palette).toContain("list_users");
  expect(palette).not.toContain("create_user");
});

test("an operation goes by its title and its command, none of them cut", () => {
  const [users] = groupsOf("ja");

  expect(users?.label.text).toBe("user");
  expect(users?.options[3]).toMatchObject({
    text: { text: "ユーザー作成 (user create)" },
    value: "create_user",
  });
  expect(JSON.stringify(groupsOf("en"))).not.toContain("…");
});

test.for(catalog)("$name can be chosen, and its form follows", ({ name }) => {
  expect(submitPalette(stateWith(name), "en")).toMatchObject({ update: { callback_id: `form:${name}` } });
});

test.for([
  {},
  { operation: { value: { type: "static_select", selected_option: null } } },
  stateWith("constructor"),
])("without an operation one is asked for: %j", (state) => {
  expect(submitPalette(state, "en")).toEqual({ errors: { operation: "Choose an operation" } });
});

function groupsOf(language: "en" | "ja") {
  const [block] = paletteModal(language).blocks as readonly types.KnownBlock[];
  if (block?.type !== "input" || block.element.type !== "static_select") throw new Error();
  return block.element.option_groups ?? [];
}

function stateWith(value: string) {
  return { operation: { value: { type: "static_select", selected_option: { value } } } };
}
