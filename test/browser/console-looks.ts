import type { TicketState } from "../../src/store/records.ts";
import { run, taro, tenantOf, ticketFor, userOf } from "../gate/flow/flow.ts";
import type { Look } from "./pages.ts";
import type { Scene } from "./scene.ts";

/** The pages of tickets, approval requests, operations, audit and issued secrets. */
export const consoleLooks: readonly Look[] = [
  { name: "tickets", path: async (scene) => (await inSeveralStates(scene), "/tickets") },
  { name: "tickets-none", path: () => "/tickets?state=failed" },
  { name: "ticket-open", path: async ({ house }) => pathTo(await deleteOf(house)) },
  { name: "ticket-change", path: async ({ house }) => pathTo(await changeOf(house)) },
  { name: "ticket-done", path: (scene) => endedAs(scene, "done") },
  { name: "ticket-denied", path: (scene) => endedAs(scene, "denied") },
  { name: "ticket-unknown", path: (scene) => endedAs(scene, "unknown") },
  { name: "audit", path: async (scene) => (await inSeveralStates(scene), "/audit") },
  { name: "audit-wrong", path: () => "/audit?since=yesterday" },
  { name: "operations", path: () => "/operations" },
  { name: "operations-found", path: () => "/operations?q=tenant" },
  { name: "operation", path: () => "/operations/delete_user" },
  { name: "operation-fields", path: () => "/operations/create_user" },
  { name: "requests", path: () => "/approval-requests?status=all" },
  { name: "request", path: ({ house }) => `/approval-requests/${waitingRequest(house)}` },
  { name: "reveal", path: async (scene) => `/reveal/${await issued(scene)}` },
  { name: "reveal-seen", path: seen },
];

type House = Scene["house"];

function deleteOf(house: House) {
  return ticketFor(house, "delete_user", { user_id: userOf(house, "hoshino.super").id });
}

function changeOf(house: House) {
  const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "通販サイト 本番（移行後）" };
  return ticketFor(house, "update_tenant", input);
}

function pathTo({ id }: { readonly id: string }): string {
  return `/tickets/${id}`;
}

async function endedAs(
  { house }: Scene,
  state: Extract<TicketState, "done" | "denied" | "unknown">,
): Promise<string> {
  const ticket = state === "denied" ? await deleteOf(house) : await createUser(house);
  if (state === "unknown") house.sandbox.faults.add({ method: "POST", path: "/users", kind: "cut-after" });
  if (state === "denied")
    await house.gate.decide(ticket.id, { kind: "declined" }, taro, "まだ使っています。");
  else await run(house, ticket);
  return pathTo(ticket);
}

async function inSeveralStates(scene: Scene): Promise<void> {
  await endedAs(scene, "done");
  await endedAs(scene, "denied");
  await changeOf(scene.house);
}

function createUser(house: House) {
  return ticketFor(house, "create_user", {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  });
}

async function issued({ house }: Scene): Promise<string> {
  const ending = await run(house, await createUser(house));
  return /sss-ops reveal (\w+)/.exec(JSON.stringify(ending))?.[1] ?? "";
}

async function seen(scene: Scene): Promise<string> {
  const id = await issued(scene);
  await scene.house.gate.reveal(id, taro);
  return `/reveal/${id}`;
}

function waitingRequest({ sandbox: { world } }: House): string {
  const waiting = [...world.approvals.values()].find(
    ({ status, approverType }) => status === "registered" && approverType === "contract",
  );
  return waiting?.id ?? "";
}
