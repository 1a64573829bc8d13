import { expect, test } from "vitest";
import { type Terminal, exitCodes } from "../../src/terminal/call.ts";
import { reveal } from "../../src/terminal/reveal.ts";
import { run, taro, tenantOf, ticketFor, userOf } from "../gate/flow/flow.ts";
import { type TestHouse, openTestHouse } from "../house.ts";

function terminalOf(isInteractive: boolean) {
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal: Terminal = {
    isInteractive,
    ask: () => Promise.reject(new Error("nothing is asked here")),
    print: (text) => void printed.push(text),
    remark: (text) => void remarks.push(text),
  };
  return { terminal, printed, remarks };
}

/** Has a user made, and gives how the answer says that the secrets are seen, and the one SSS made. */
async function issue(house: TestHouse) {
  const ending = await run(
    house,
    await ticketFor(house, "create_user", {
      contract_id: tenantOf(house, "hoshino-web").contractId,
      login_id: "new.user",
      mail_address: "new.user@example.com",
      notify_password: false,
    }),
  );
  const [, what = ""] = /sss-ops reveal ([^\s)]+)\)/.exec(JSON.stringify(ending)) ?? [];
  return { what, secret: userOf(house, "new.user").apiSecret };
}

async function revealTo(
  house: TestHouse,
  what: string,
  { principal = taro.principal, toStdout = false } = {},
) {
  const { terminal, printed, remarks } = terminalOf(!toStdout);
  const code = await reveal(what, { toStdout }, { ...house, terminal, principal });
  return { code, printed: printed.join("\n"), remarks: remarks.join("\n") };
}

test("secrets are shown on the terminal once, and never on standard output by themselves", async () => {
  const house = await openTestHouse();
  const { what, secret } = await issue(house);
  const shown = await revealTo(house, what);
  expect(shown).toMatchObject({ code: exitCodes.done, printed: "" });
  expect(shown.remarks).toContain(secret);
  const again = await revealTo(house, what);
  expect(again.code).toBe(exitCodes.failed);
  expect(again.remarks).toMatch(/^They are gone: local:taro saw them at \d{4}-/);
});

test("where nobody sits at the terminal secrets are written out only when that is asked for", async () => {
  const house = await openTestHouse();
  const { what, secret } = await issue(house);
  const { terminal, printed, remarks } = terminalOf(false);
  const desk = { ...house, terminal, principal: taro.principal };
  expect(await reveal(what, { toStdout: false }, desk)).toBe(exitCodes.denied);
  expect([...printed, ...remarks].join("\n")).not.toContain(secret);
  const written = await revealTo(house, what, { toStdout: true });
  expect(JSON.parse(written.printed)).toMatchObject({ keystone_password: secret });
  expect(written.remarks).not.toContain(secret);
});

test("somebody else, an id nobody knows and one whose time is over are told so", async () => {
  let time = Date.now();
  const house = await openTestHouse({ now: () => time });
  const { what } = await issue(house);
  expect(await revealTo(house, what, { principal: "local:boss" })).toMatchObject({
    code: exitCodes.denied,
    remarks: "They were issued to somebody else, who alone can see them.",
  });
  expect(await revealTo(house, "unheard-of")).toMatchObject({
    code: exitCodes.failed,
    remarks: expect.stringContaining("unheard-of"),
  });
  time += 15 * 60_000;
  expect((await revealTo(house, what)).remarks).toMatch(/their time was over at .* nobody had seen them/);
});
