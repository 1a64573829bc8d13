import { describe, expect, test } from "vitest";
import { writesOn } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";
import { startEndpoint } from "./clients.ts";
import { type Show, hostKinds, startHost, typesIt } from "./hosts.ts";

const consoleUrl = () => "http://127.0.0.1:3939";

async function startHouse() {
  const house = await openTestHouse({ consoleUrl });
  const { url } = await startEndpoint(house, { localPrincipal: "local:test" });
  return { house, url };
}

describe.for(hostKinds)("of two hosts of one person (%s)", (kind) => {
  test("one shows a form for the ticket that the other left at the doors, and the typed name counts", async () => {
    const { house, url } = await startHouse();
    const plain = await startHost(kind, url);
    expect(await plain.deleteTenant(house)).toMatchObject({ structuredContent: { pending: true } });
    const withForm = await startHost(kind, url, { asks: "form", show: typesIt });
    expect(await withForm.deleteTenant(house)).not.toHaveProperty("isError", true);
    expect(writesOn(house)).toHaveLength(1);
    expect(await house.gate.list()).toMatchObject([{ state: "done" }]);
  });

  test("one waits at the page while the other types the name in its form, and both are told the end", async () => {
    const { house, url } = await startHouse();
    const browsing: Promise<unknown>[] = [];
    const show: Show = async (form) => {
      await new Promise<void>((visited) => {
        const opens: Show = ({ url: page }) => {
          expect(page.startsWith(`${consoleUrl()}/tickets/`)).toBe(true);
          visited();
          return Promise.resolve({ action: "accept" });
        };
        browsing.push(
          startHost(kind, url, { asks: "url", show: opens }).then((host) => host.deleteTenant(house)),
        );
      });
      return typesIt(form);
    };
    const withForm = await startHost(kind, url, { asks: "form", show });
    expect(await withForm.deleteTenant(house)).not.toHaveProperty("isError", true);
    expect(await Promise.all(browsing)).not.toMatchObject([{ isError: true }]);
    expect(writesOn(house)).toHaveLength(1);
  });

  test("one that puts the page away takes nothing from the other's form", async () => {
    const { house, url } = await startHouse();
    const browser = await startHost(kind, url, {
      asks: "url",
      show: () => Promise.resolve({ action: "cancel" }),
    });
    const show: Show = async (form) => {
      expect(await browser.deleteTenant(house)).toMatchObject({ structuredContent: { pending: true } });
      return typesIt(form);
    };
    const withForm = await startHost(kind, url, { asks: "form", show });
    expect(await withForm.deleteTenant(house)).not.toHaveProperty("isError", true);
    expect(writesOn(house)).toHaveLength(1);
  });
});
