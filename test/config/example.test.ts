import { describe, expect, test } from "vitest";
import { exampleFile } from "../../src/config/example.ts";
import { defaultOf } from "../../src/config/setting.ts";
import { settings } from "../../src/config/settings.ts";
import { layerOf } from "../../src/config/yaml-layer.ts";
import { configFrom } from "../../src/config/load.ts";
import { load } from "./loading.ts";

const at = { path: "/etc/sss-ops/sss-ops.yaml", label: "example" };

/** Every setting of it taken in. */
const uncommented = exampleFile().replaceAll(/^(\s*)#(?! )/gm, "$1");

describe("the example of a file", () => {
  test("sets nothing as it is", async () => {
    expect(layerOf(exampleFile(), at)).toMatchObject({ given: [], faults: [] });
    const { config } = await load({ file: exampleFile() });
    expect(config).toMatchObject({ accounts: [], policy: configFrom({}).policy });
  });

  test("holds everything that can be set in one", () => {
    const { given, faults } = layerOf(uncommented, at);
    expect(faults).toEqual([]);
    const keys = settings.flatMap(({ key }) => key?.replace("accounts.default.", "accounts.prod.") ?? []);
    expect(new Set(given.map(({ setting }) => setting.key))).toEqual(new Set(keys));
  });

  test.for(layerOf(uncommented, at).given.filter(({ secretFile }) => secretFile === undefined))(
    "$setting.key has a value there that fits",
    ({ setting, text }) => {
      expect(setting.schema.safeParse(text).error).toBeUndefined();
      expect(text).not.toBe("undefined");
    },
  );

  test("shows the defaults as they are", () => {
    const { given } = layerOf(uncommented, at);
    const plain = given.filter(({ setting }) => defaultOf(setting) !== "");
    expect(plain.map(({ text }) => text)).toEqual(plain.map(({ setting }) => defaultOf(setting)));
  });
});
