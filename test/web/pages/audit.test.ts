import { expect, test } from "vitest";
import { connect } from "../../../src/store/sqlite-dialect.ts";
import type { AuditEvent } from "../../../src/store/records.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { auditOf, policyFile, run, taro, tenantOf, ticketFor } from "../../gate/flow/flow.ts";
import { newTicket, noon as ticketsAt } from "../../store/samples.ts";
import { visitAs, wordsOf } from "./desk.ts";
import { harmIn, harmInEcho, hostileTexts } from "./hostile.ts";

const noon = Date.UTC(2026, 10, 22, 12);
const minuteMs = 60_000;

function newEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    event: "asked",
    at: noon,
    operation: "delete_user",
    details: {},
    actor: { principal: "local:hanako", face: "mcp" },
    ...changes,
  };
}

async function withEvents(...events: readonly Partial<AuditEvent>[]): Promise<TestHouse> {
  const house = await openTestHouse();
  const { audit } = await house.store();
  for (const event of events) await audit.append(newEvent(event));
  return house;
}

/** The numbers of the rows on a page, from above. */
function rowsOn({ html }: { readonly html: string }): readonly number[] {
  return [...html.matchAll(/<span class="number">(\d+)<\/span>/g)].map(([, seq]) => Number(seq));
}

test("the trail of a change is told newest first, in words, with who and when", async () => {
  const house = await openTestHouse();
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
  await run(house, ticket);
  const page = await visitAs(house).get("/audit");
  const words = wordsOf(page);
  expect(rowsOn(page)).toEqual([4, 3, 2, 1]);
  expect(words).toMatch(
    /Done Delete tenant .*Started Delete tenant .*Approved Delete tenant .*Requested Delete tenant/,
  );
  expect(words).toContain("local:taro (MCP client: test-client 1.2.3)");
  expect(page.html).toContain(`href="/tickets/${ticket.id}"`);
  const inJapanese = wordsOf(await visitAs(house, "local:taro", { language: "ja" }).get("/audit"));
  expect(inJapanese).toMatch(/完了 テナント削除 .*実行開始 .*承認 .*依頼/);
  expect(inJapanese).toContain("JST");
});

test("the trail is filtered by who, operation, ticket and time", async () => {
  const house = await withEvents(
    { ticketId: "a" },
    { at: noon + minuteMs, actor: taro },
    { at: noon + 2 * minuteMs, operation: "list_users" },
    { at: noon + 3 * minuteMs, ticketId: "a" },
  );
  const visitor = visitAs(house);
  const found = async (query: string) => rowsOn(await visitor.get(`/audit?${query}`));
  expect(await found("actor=local:taro")).toEqual([2]);
  expect(await found("operation=list_users")).toEqual([3]);
  expect(await found("ticket=a")).toEqual([4, 1]);
  expect(await found("since=2026-11-22T12:01&until=2026-11-22T12:03")).toEqual([3, 2]);
  expect(await found("since=2026-11-22T21:01&until=2026-11-22T21:03&zone=%2B09:00")).toEqual([3, 2]);
  expect(await found("since=2026-11-22")).toEqual([4, 3, 2, 1]);
  expect(await found("until=2026-11-22")).toEqual([]);
  expect(wordsOf(await visitor.get("/audit?actor=nobody"))).toContain("Nothing on record fits.");
});

test("a link with times means the same to a reader of the other language", async () => {
  const house = await withEvents({ at: noon }, { at: noon + 5 * minuteMs });
  const reader = visitAs(house, "local:taro", { language: "ja" });
  const page = await reader.get("/audit?since=2026-11-22T12:03&zone=Z");
  expect(rowsOn(page)).toEqual([2]);
  expect(page.html).toContain('value="2026-11-22T21:03"');
  expect(rowsOn(await reader.get("/audit?since=2026-11-22T21:03"))).toEqual([2]);
});

test.for([
  "since=yesterday",
  "until=2026-13-40T00:00",
  "since=2026-11-22&zone=Mars",
  "before=-1",
  "before=x",
])("%s is said to be wrong", async (query) => {
  const page = await visitAs(await withEvents({})).get(`/audit?${query}`);
  expect(page.status).toBe(422);
  expect(page.html).toContain('role="alert"');
  expect(rowsOn(page)).toEqual([]);
  const file = await visitAs(await withEvents({})).get(`/audit.csv?${query}`);
  expect(file.status).toBe(422);
});

test("more than a page is reached page by page, and the filter stays", async () => {
  const house = await withEvents(
    ...Array.from({ length: 120 }, (_, index) => ({
      operation: index % 2 === 0 ? "list_users" : "delete_user",
    })),
  );
  const visitor = visitAs(house);
  const seen: number[] = [];
  let path: string | undefined = "/audit?operation=list_users";
  while (path !== undefined) {
    const page = await visitor.get(path);
    seen.push(...rowsOn(page));
    path = /href="([^"]*before=[^"]*)"/.exec(page.html)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => 119 - 2 * index));
});

test("a chain that holds is said to, with its head", async () => {
  const house = await withEvents({}, {});
  const { seq, hash } = await (await house.store()).audit.head();
  const words = wordsOf(await visitAs(house).get("/audit"));
  expect(words).toContain("The chain holds: nothing changed, nothing missing. Rows: 2.");
  expect(words).toContain(`${seq}:${hash}`);
});

test("a chain that somebody changed by hand is said to be broken, and where", async () => {
  const house = await withEvents({}, {}, {});
  const database = connect((await (await house.store()).info()).where, { readOnly: false });
  database.exec("drop trigger ops_audit_no_update; update ops_audit set operation = 'x' where seq = 2");
  database.close();
  const page = await visitAs(house).get("/audit");
  expect(page.html).toContain('role="alert"');
  expect(wordsOf(page)).toContain("The chain is broken from row 2 on.");
});

test("a long chain is checked when somebody asks for it", async () => {
  const house = await openTestHouse();
  const { tickets } = await house.store();
  await tickets.open(newTicket("a"), newEvent());
  const events = Array.from({ length: 10_000 }, () => newEvent());
  await tickets.move("a", { from: ["open"], to: "cancelled", at: ticketsAt }, events);
  const visitor = visitAs(house);
  const page = await visitor.get("/audit?actor=local:hanako");
  expect(wordsOf(page)).toContain("10001 rows, not checked just now. Check the whole chain");
  const checked = await visitor.get("/audit?actor=local:hanako&verify=yes");
  expect(page.html).toContain('href="/audit?actor=local%3Ahanako&amp;verify=yes"');
  expect(wordsOf(checked)).toContain("The chain holds: nothing changed, nothing missing. Rows: 10001.");
});

test("the rows that fit are taken along as JSON Lines and CSV", async () => {
  const house = await withEvents({}, { operation: "list_users", details: { note: '=cmd|"x"' } }, {});
  const visitor = visitAs(house);
  const lines = await visitor.get("/audit.jsonl?operation=list_users");
  const [row] = (await auditOf(house)).filter(({ operation }) => operation === "list_users");
  expect(
    lines.html
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([row]);
  expect(lines.headers.get("content-disposition")).toBe('attachment; filename="sss-ops-audit.jsonl"');
  const csv = await visitor.get("/audit.csv?operation=list_users");
  const [header, first, ...rest] = csv.html.split("\r\n");
  expect(header).toMatch(/^seq,at,event,operation/);
  expect(first).toMatch(/^2,2026-11-22T12:00:00.000Z,asked,list_users,local:hanako,mcp,,,"\{""note"":""=cmd/);
  expect(rest).toEqual([""]);
});

test("an export is whole, however long", async () => {
  const house = await openTestHouse();
  const { audit } = await house.store();
  for (let row = 0; row < 450; row += 1) await audit.append(newEvent());
  const lines = (await visitAs(house).get("/audit.jsonl")).html.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual(
    Array.from({ length: 450 }, (_, index) => index + 1),
  );
});

test("an empty trail is an empty file", async () => {
  const visitor = visitAs(await openTestHouse());
  expect((await visitor.get("/audit.jsonl")).html).toBe("");
  expect((await visitor.get("/audit.csv")).html).toMatch(/^seq,[\w,]+\r\n$/);
});

test("whoever does not see all sees what they did themselves, also when they ask for more", async () => {
  const jiro = "oidc:idp.example/jiro";
  const house = await openTestHouse({
    environment: { SSS_OPS_POLICY: await policyFile(`people: [{ principal: "${jiro}" }]`) },
  });
  const { audit } = await house.store();
  await audit.append(newEvent());
  await audit.append(newEvent({ actor: { principal: jiro, face: "page" } }));
  const visitor = visitAs(house, jiro);
  expect(rowsOn(await visitor.get("/audit?actor=local:hanako"))).toEqual([2]);
  expect((await visitor.get("/audit.jsonl?actor=local:hanako")).html).not.toContain("hanako");
});

test.for(hostileTexts)("%s stays words wherever it stands on record", async ([, text]) => {
  const house = await withEvents({
    operation: text,
    ticketId: text,
    actor: { principal: text, face: text, client: { name: text, version: text } },
    details: { reason: text, [text]: { [text]: [{ [text]: text }] } },
  });
  const visitor = visitAs(house);
  const page = await visitor.get("/audit");
  expect(rowsOn(page)).toEqual([1]);
  expect(harmIn(page.html)).toEqual([]);
  const filtered = await visitor.get(
    `/audit?${new URLSearchParams({ actor: text.slice(0, 1_000) }).toString()}`,
  );
  expect(harmInEcho(filtered.html)).toEqual([]);
});

test.for(["/audit", "/audit.csv", "/audit.jsonl"])("%s is only read", async (path) => {
  const refused = await visitAs(await openTestHouse()).post(path, {});
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, HEAD");
});
