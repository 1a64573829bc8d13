import { describe, expect, test } from "vitest";
import { configFrom } from "../../src/config/load.ts";
import { settings } from "../../src/config/settings.ts";
import { faultsOf, load } from "./loading.ts";

describe("variables", () => {
  test.for([
    ["SSS_OPS_READ_ONYL", "SSS_OPS_READ_ONYL: there is no such setting: is SSS_OPS_READ_ONLY meant?"],
    ["SSS_OPS_PORT_FILE", "SSS_OPS_PORT_FILE: only secrets are read from files: set SSS_OPS_PORT"],
    ["SSS_API_KYE", "SSS_API_KYE: there is no such setting: is SSS_API_KEY meant?"],
    ["SSS_OPS_XYZZYXYZZY", "SSS_OPS_XYZZYXYZZY: there is no such setting: see `sss-ops config`"],
  ] as const)("%s is none, and what it was meant to close would stay open", async ([name, fault]) => {
    expect(await faultsOf({ environment: { [name]: "true" } })).toEqual([expect.stringContaining(fault)]);
  });

  test.for([
    "SSS_OPS_SERVICE_HOST",
    "SSS_OPS_SERVICE_PORT_HTTP",
    "SSS_OPS_PORT_3939_TCP_ADDR",
    "SSSD_DEBUG",
    "SSS_DOCUMENT_ROOT_OF_SOMETHING_ELSE",
    "SLACK_API_TOKEN",
  ])("%s is another program's", (name) => {
    expect(configFrom({ [name]: "x" }).http.port).toBe(3_939);
  });
});

describe("flags", () => {
  test("a setting is named by its variable or by its path in the file", async () => {
    const flags = { set: ["SSS_OPS_PORT=1", "slack.language=ja", "oauth.audience=a=b"] };
    expect((await load({ flags })).config.http.port).toBe(1);
  });

  test("the profile has a flag of its own", async () => {
    const environment = { SSS_OPS_PROFILE: "search" };
    expect((await load({ environment, flags: { profile: "read-only" } })).config.profile.text).toBe(
      "read-only",
    );
    const [fault] = await faultsOf({ flags: { profile: "everything" } });
    expect(fault).toMatch(/^--profile: "everything" is no part of a profile/);
  });

  test.for([
    ["http.prot=1", "--set http.prot: there is no such setting: is http.port meant?"],
    ["http.port", "--set: expected KEY=VALUE, such as http.port=3940"],
    ["http.port=", "--set: expected KEY=VALUE, such as http.port=3940"],
    ["http.port=x", '--set http.port: expected a port from 0 to 65535; read "x"'],
    ["SSS_OPS_CONFIG=x", "--set SSS_OPS_CONFIG: is read from the environment only"],
  ] as const)("%s does not fit", async ([words, fault]) => {
    expect(await faultsOf({ flags: { set: [words] } })).toEqual([fault]);
  });

  test.for(settings.filter(({ isSecret }) => isSecret === true))(
    "$variable is a secret, and not taken from there",
    async ({ variable = "" }) => {
      const [fault = "", ...others] = await faultsOf({ flags: { set: [`${variable}=hunter2`] } });
      expect(others).toEqual([]);
      expect(fault).toContain(`set ${variable} or ${variable}_FILE`);
      expect(fault).not.toContain("hunter2");
    },
  );
});
