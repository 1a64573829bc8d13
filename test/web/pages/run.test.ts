import { describe, expect, test } from "vitest";
import { formPathOf } from "../../../src/gate/form-path.ts";
import { inputFrom, prefillOf } from "../../../src/web/pages/run/typed.ts";
import { isSecretField } from "../../../tools/fields.ts";
import { catalog, operationNamed } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { auditOf, policyFile, tenantOf, underBoss, userOf, writesOn } from "../../gate/flow/flow.ts";
import { samples, thingsOf } from "../../samples.ts";
import { speakTo } from "../../sandbox/sss.ts";
import { openTestConsole, url } from "../console.ts";
import { signedIn, visit } from "../visit.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn, harmInEcho, hostileTexts } from "./hostile.ts";

const writes: readonly Operation[] = catalog.filter(({ effect }) => effect !== "read");
const form = "/operations/create_user/run";
const canary = "CANARYchosen1Aa";

function newUser(house: TestHouse): Record<string, string> {
  return {
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: "false",
    password: canary,
    contract_id: tenantOf(house, "hoshino-web").contractId,
  };
}

describe.for(["en", "ja"] as const)("in %s", (language) => {
  test("every write has a form with a labelled input for each field, and its page leads there", async () => {
    const visitor = visitAs(await openTestHouse(), "local:taro", { language });
    for (const operation of writes) {
      const { html, status } = await visitor.get(formPathOf(operation));
      expect(status).toBe(200);
      for (const name of Object.keys(operation.input.shape)) {
        expect(html).toMatch(new RegExp(`(<label for="input-${name}"|<legend>[^]*id="input-${name}")`));
        expect(html.includes("password") || !isSecretField(operation, name)).toBe(true);
      }
      expect(harmIn(html)).toEqual([]);
      const about = await visitor.get(`/operations/${operation.name}`);
      expect(about.html).toContain(`href="${formPathOf(operation)}"`);
    }
  });
});

test("a secret is typed unseen, and kept by no browser for another form", async () => {
  const { html } = await visitAs(await openTestHouse()).get(form);
  expect(html).toMatch(/name="password"\s+type="password"\s+autocomplete="new-password"/);
});

test("what has to be given is marked, and what may be left out", async () => {
  const words = wordsOf(await visitAs(await openTestHouse()).get(form));
  expect(words).toContain("Login ID (required)");
  expect(words).toContain("Password (optional)");
  expect(words).toContain("8-50 characters with upper case, lower case and digit");
  expect(words).toContain("E.g. taro@example.com");
});

test("what becomes of a password that is left out is told by what the write does then", async () => {
  const visitor = visitAs(await openTestHouse());
  expect(wordsOf(await visitor.get(form))).toContain("left out: random");
  expect(wordsOf(await visitor.get("/operations/update_user/run"))).toContain("left out: unchanged");
});

describe("an address", () => {
  test("fills in what it knows of the fields, and no more", async () => {
    const { html } = await visitAs(await openTestHouse()).get(
      `${form}?login_id=new.user&notify_password=true&unheard_of=1&__proto__=2`,
    );
    expect(html).toMatch(/name="login_id"[^>]*value="new\.user"/);
    expect(html).toMatch(/<option value="true"\s+selected/);
    expect(html).not.toContain("unheard_of");
  });

  test("fills in no secret, and the page says why", async () => {
    const page = await visitAs(await openTestHouse()).get(`${form}?password=${canary}&login_id=new.user`);
    expect(page.html).not.toContain(canary);
    expect(wordsOf(page)).toContain("Password: the address of this page held a value, which was not taken.");
  });

  test("passes no secret on to the page for signing in, nor past it", async () => {
    const { console } = await openTestConsole();
    const visitor = visit(console, { url });
    const page = await visitor.get(`${form}?login_id=new.user&password=${canary}`);
    const { searchParams } = new URL(page.path, url);
    expect(searchParams.get("return")).toBe(`${form}?login_id=new.user&password=`);
    expect(page.html).not.toContain(canary);
  });

  test("fills in what a link was made of, whatever the write", async () => {
    const house = await openTestHouse();
    for (const operation of writes) {
      const input = await sampleOf(operation, house);
      const { searchParams } = new URL(formPathOf(operation, input), "http://console");
      const { typed } = prefillOf(operation, searchParams);
      expect(inputFrom(operation, typed)).toEqual(input);
    }
  });
});

/** Input that the sandbox takes, without its secrets. */
async function sampleOf(operation: Operation, { sandbox }: TestHouse): Promise<Record<string, unknown>> {
  const sample = samples[operation.name as keyof typeof samples];
  const input = Object.entries(sample.input(await thingsOf(speakTo(sandbox))));
  return Object.fromEntries(input.filter(([field]) => !isSecretField(operation, field)));
}

describe("what is sent", () => {
  test("becomes a ticket, whose page asks without showing the secret", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const ticket = await visitor.post(form, newUser(house));
    expect(ticket.path).toMatch(/^\/tickets\/[0-9a-f]+$/);
    expect(wordsOf(ticket)).toContain("Password password (hidden)");
    expect(writesOn(house)).toEqual([]);
    const done = await visitor.press(ticket, "Run it", { yes: "yes" });
    expect(wordsOf(done)).toContain("It was done");
    expect(userOf(house, "new.user").password).toBe(canary);
    for (const shown of [ticket.html, done.html, JSON.stringify(await auditOf(house))])
      expect(shown).not.toContain(canary);
  });

  test("twice is asked once", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const [first, second] = await Promise.all([
      visitor.post(form, newUser(house)),
      visitor.post(form, newUser(house)),
    ]);
    expect(second.path).toBe(first.path);
    expect(await house.gate.list()).toHaveLength(1);
  });

  test("with full-width letters in an id, as a Japanese keyboard types them, counts as the plain ones", async () => {
    const house = await openTestHouse();
    const typed = {
      ...newUser(house),
      contract_id: ` ${wide(tenantOf(house, "hoshino-web").contractId)}　`,
    };
    const ticket = await visitAs(house).post(form, typed);
    expect(wordsOf(ticket)).toContain(tenantOf(house, "hoshino-web").contractId);
  });

  test("with full-width letters in a secret is not what SSS takes for one", async () => {
    const house = await openTestHouse();
    const page = await visitAs(house).post(form, { ...newUser(house), password: wide(canary) });
    expect(page.status).toBe(422);
  });

  test("that waits for a second person leads to the same page", async () => {
    const house = await openTestHouse({
      environment: await underBoss("rules: [{ name: two, consent: second }]\n"),
    });
    const ticket = await visitAs(house).post(form, newUser(house));
    expect(wordsOf(ticket)).toContain("It waits for a second person");
  });

  test("holds lists: what is ticked, and JSON", async () => {
    const house = await openTestHouse();
    const visitor = visitAs(house);
    const { id } = userOf(house, "hoshino.super");
    const ticked = { user_id: id, super_user: "false", grant: "billing" };
    expect(wordsOf(await visitor.post("/operations/update_user_type/run", ticked))).toContain("billing");
    const rules = { iam_role_name: "watchers", resources: '{"path": "/v1/*", "verb": “GET”}' };
    const ticket = await visitor.post("/operations/create_iam_role/run", rules);
    expect(wordsOf(ticket)).toContain("Rules.0.verb resources GET");
  });
});

function wide(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

test("a text that is typed again begins with as many line breaks as before", async () => {
  const visitor = visitAs(await openTestHouse());
  const typed = { tenant_id: "", description: "\n\nwords" };
  const { html } = await visitor.post("/operations/update_tenant/run", typed);
  // Browsers drop the first line break of what they show.
  expect(html).toMatch(/<textarea[^>]*>\n\n\nwords<\/textarea>/);
});

test("what is sent without the token of the session opens no ticket", async () => {
  const { console, house } = await openTestConsole();
  const visitor = await signedIn(console, { url });
  expect(await visitor.post(form, newUser(house))).toMatchObject({ status: 403 });
  expect(await house.gate.list()).toEqual([]);
});

describe("what cannot be run", () => {
  test("comes back with every fault beside its field, and without the secret", async () => {
    const house = await openTestHouse();
    const page = await visitAs(house).post(form, { ...newUser(house), login_id: "me", mail_address: "" });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain(
      "Please correct: Login ID : At least 6 characters E-mail address : Required",
    );
    expect(page.html).toMatch(/name="login_id"[^>]*value="me"[^>]*aria-invalid="true"/);
    expect(page.html).toMatch(/href="#input-mail_address"/);
    expect(page.html).toContain('id="fault-password">Type it again');
    expect(page.html).not.toContain(canary);
    expect(await house.gate.list()).toEqual([]);
  });

  test("as it is about no field by itself stands above the form alone", async () => {
    const house = await openTestHouse();
    const page = await visitAs(house).post("/operations/update_user/run", {
      user_id: userOf(house, "hoshino.super").id,
    });
    expect(wordsOf(page)).toContain("Please correct: Fill in at least one field to change");
    expect(page.html).not.toContain("aria-invalid");
  });

  test("as SSS knows no such target says so above the form", async () => {
    const page = await visitAs(await openTestHouse()).post("/operations/update_user/run", {
      user_id: "ecid9999999999",
      new_password: canary,
    });
    expect(page.status).toBe(404);
    expect(page.html).toMatch(/value="ecid9999999999"/);
    expect(page.html).toContain('id="fault-new_password">Type it again');
    expect(page.html).not.toContain(canary);
  });

  test("as the policy refuses it is told and put on record, without the secret", async () => {
    const house = await openTestHouse({ environment: { SSS_OPS_READ_ONLY: "true" } });
    const page = await visitAs(house).post(form, newUser(house));
    expect(page.status).toBe(403);
    expect(wordsOf(page)).toContain("This server only reads");
    const audit = await auditOf(house);
    expect(audit).toMatchObject([{ event: "decided", details: { input: { password: "(hidden)" } } }]);
    expect(page.html + JSON.stringify(audit)).not.toContain(canary);
  });
});

describe("there is no form", () => {
  test("for what only reads, whether it is opened or sent", async () => {
    const visitor = visitAs(await openTestHouse());
    const path = "/operations/list_users/run";
    for (const page of [await visitor.get(path), await visitor.post(path, {})]) {
      expect(page.status).toBe(404);
      expect(wordsOf(page)).toContain("this operation only reads");
      expect(page.html).not.toContain('<form method="post" action="/operations');
    }
    expect((await visitor.get("/operations/list_users")).html).not.toContain("/run");
  });

  test("for what the policy refuses, and the page says why", async () => {
    const policy = `rules: [{ name: not-taro, principals: ["local:taro"], consent: deny }]`;
    const house = await openTestHouse({ environment: { SSS_OPS_POLICY: await policyFile(policy) } });
    const page = await visitAs(house).get(form);
    expect(page.status).toBe(403);
    expect(wordsOf(page)).toContain("By the rule not-taro");
    expect(page.html).not.toContain("input-login_id");
    expect((await visitAs(house).get("/operations/create_user")).html).not.toContain(form);
  });

  test.for(["unknown", "constructor", "__proto__"])("for %s", async (name) => {
    const visitor = visitAs(await openTestHouse());
    expect(await visitor.get(`/operations/${name}/run`)).toMatchObject({ status: 404 });
    expect(await visitor.post(`/operations/${name}/run`, {})).toMatchObject({ status: 404 });
  });
});

test.for(hostileTexts)("%s stays words in every field, opened and sent", async ([, text]) => {
  const visitor = visitAs(await openTestHouse());
  const fields = Object.keys(operationNamed("create_user")?.input.shape ?? {});
  const typed = Object.fromEntries(fields.map((name) => [name, text]));
  const query = new URLSearchParams({ login_id: text.slice(0, 2_000) }).toString();
  const pages = [await visitor.get(`${form}?${query}`), await visitor.post(form, typed)];
  for (const { html } of pages) expect(harmInEcho(html)).toEqual([]);
  expect(pages.map(({ status }) => status)).toEqual([200, 422]);
});
