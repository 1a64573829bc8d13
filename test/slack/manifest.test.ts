import type { webApi } from "@slack/bolt";
import { expect, test } from "vitest";
import manifestJson from "../../manifest.json" with { type: "json" };
import { app } from "../../src/slack/app.ts";

type Manifest = NonNullable<webApi.AppsManifestCreateArguments["manifest"]>;

// A wrong type does not compile; a misspelt key at the top would, so those are counted below.
const manifest = manifestJson as typeof manifestJson & Manifest;

const { display_information: shown, features, oauth_config, settings } = manifestJson;

test("it declares what the code answers, and nothing else", () => {
  expect(features.slash_commands.map(({ command }) => command)).toEqual([app.command]);
  expect(features.shortcuts.map(({ callback_id, type }) => [callback_id, type])).toEqual([
    [app.shortcut, "global"],
  ]);
  expect(oauth_config.scopes).toEqual({ bot: app.scopes });
  expect(settings.event_subscriptions.bot_events).toEqual(app.events);
  expect(Object.keys(manifest).toSorted()).toEqual([
    "_metadata",
    "display_information",
    "features",
    "oauth_config",
    "settings",
  ]);
});

test("it works over Socket Mode, shows a home tab, and takes mentions by id", () => {
  expect(settings).toMatchObject({
    socket_mode_enabled: true,
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    token_rotation_enabled: false,
  });
  expect(features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: true,
  });
  expect(features.slash_commands[0]).toMatchObject({ should_escape: true });
});

test.for([
  ["name", shown.name, 1, 35],
  ["description", shown.description, 1, 140],
  ["long description", shown.long_description, 175, 4_000],
  ["bot name", features.bot_user.display_name, 1, 80],
  ...features.slash_commands.flatMap(({ command, description, usage_hint }) => [
    ["command", command, 2, 32] as const,
    ["command description", description, 1, 2_000] as const,
    ["usage hint", usage_hint, 0, 1_000] as const,
  ]),
  ...features.shortcuts.flatMap(({ name, callback_id, description }) => [
    ["shortcut name", name, 1, 24] as const,
    ["callback id", callback_id, 1, 255] as const,
    ["shortcut description", description, 1, 150] as const,
  ]),
] as const)("the %s is as long as Slack allows", ([, text, least, most]) => {
  const length = Array.from(text).length;
  expect(length).toBeGreaterThanOrEqual(least);
  expect(length).toBeLessThanOrEqual(most);
});
