import * as z from "zod";
import { describe, expect, test } from "vitest";
import { answer, flag, list, notifyPassword, text } from "../../tools/fields.ts";

describe("a text of an answer", () => {
  test.for([
    ["jp1", "jp1"],
    ["", ""],
    [12, "12"],
    [true, "true"],
    [{ id: 1 }, '{"id":1}'],
    [null, undefined],
    [undefined, undefined],
  ] as const)("that came as %j is %j", ([came, is]) => {
    expect(text().parse(came)).toBe(is);
  });
});

describe("a flag of an answer", () => {
  test.for([
    [true, true],
    [1, true],
    ["true", true],
    [false, false],
    [0, false],
    ["false", false],
    [null, undefined],
    [2, undefined],
    ["yes", undefined],
  ] as const)("that came as %j is %j", ([came, is]) => {
    expect(flag().parse(came)).toBe(is);
  });
});

describe("a list of an answer", () => {
  test.for([
    [
      ["a", null, "b"],
      ["a", "b"],
    ],
    ["a", ["a"]],
    [[], []],
    [null, undefined],
  ] as const)("that came as %j is %j", ([came, is]) => {
    expect(list(text()).parse(came)).toEqual(is);
  });

  test("keeps what is no object where objects are known to stand", () => {
    const users = list(answer({ user_id: text() }));

    expect(users.parse([{ user_id: "ecid1", more: 1 }, "ecid2"])).toEqual([
      { user_id: "ecid1", more: 1 },
      { value: "ecid2" },
    ]);
  });
});

test("the notify flag has the default it is given, and none of its own", () => {
  expect(z.object({ notify: notifyPassword(z.boolean().default(false)) }).parse({})).toEqual({
    notify: false,
  });
  expect(z.object({ notify: notifyPassword(z.boolean()) }).safeParse({}).success).toBe(false);
});
