import { type Console, type ConsoleOptions, createConsole } from "../../src/web/app.ts";
import { type TestHouse, openTestHouse } from "../house.ts";

export const url = "http://127.0.0.1:3939";

/** A console over a house of its own, with what it told its operator of. */
export interface TestConsole {
  readonly console: Console;
  readonly house: TestHouse;
  readonly faults: readonly unknown[];
}

/** Puts a console over a house over a sandbox; all end with the test. */
export async function openTestConsole(
  settings: Partial<ConsoleOptions> = {},
  houseSettings: Parameters<typeof openTestHouse>[0] = {},
): Promise<TestConsole> {
  const house = await openTestHouse(houseSettings);
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  return { console: createConsole({ ...settingsFor(house), onFault, ...settings }), house, faults };
}

/** What a console over a house is opened with on this machine. */
export function settingsFor({ gate, store, account, keys }: TestHouse): ConsoleOptions {
  return {
    gate,
    store,
    account: { en: account, ja: "実サービス: ここでの操作はすべて実際のアカウントに反映されます。" },
    version: "0.0.0",
    url,
    health: async () => [
      { name: "SSS", state: "ok", detail: { en: "It answers.", ja: "応答しています。" } },
      { name: "Slack", state: "off", detail: { en: "Not set up.", ja: "設定されていません。" } },
    ],
    hosts: [{ host: "Claude Code", where: "shell", paste: `claude mcp add ${url}/mcp` }],
    now: Date.now,
    newId: () => crypto.randomUUID(),
    localPrincipal: "local:taro",
    isLoopback: true,
    secret: async () => (await keys()).state,
    onFault: (error) => {
      throw error;
    },
  };
}
