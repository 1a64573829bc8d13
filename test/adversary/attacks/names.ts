import type { Tenant } from "../../../src/sandbox/model.ts";
import type { World } from "../../../src/sandbox/world.ts";
import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";

let ahead = 0;

/** Names that come to stand for something else, between question and answer or before. */
export const names: Attack = {
  name: "names that stand for another thing",
  now: () => Date.now() + ahead,
  run: async (arena) => {
    const ids = arena.spares.map(({ input }) => input["tenant_id"] ?? "");
    for (const id of ids.slice(0, 2)) await meanwhile(arena, id, ids.at(-1) ?? "");
    for (const id of ids.slice(2, 4)) await lookAlike(arena, id);
    return [];
  },
};

/** Changes the world, and gives the way back. */
type Change = (world: World, tenant: Tenant, other: Tenant) => () => void;

const changes: readonly (readonly [label: string, change: Change])[] = [
  ["is renamed", (world, tenant) => put(world, { ...tenant, name: "renamed" })],
  ["changes names with another", (world, tenant, other) => swap(world, tenant, other)],
  ["is followed by another of its name", (world, tenant) => succeed(world, tenant)],
  ["is described anew", (world, tenant) => put(world, { ...tenant, description: "in use" })],
  [
    "is in another workspace",
    (world, tenant, other) => put(world, { ...tenant, workspaceId: other.workspaceId }),
  ],
  ["is gone", (world, tenant) => take(world, tenant)],
];

async function meanwhile({ url, house, ask, attempt }: Arena, id: string, otherId: string): Promise<void> {
  const { world } = house.sandbox;
  const tenant = tenantOf(world, id);
  const other = tenantOf(world, otherId);
  const texts = [tenant.name, other.name];
  for (const [label, change] of changes) {
    for (const [given, text, pause] of combined([id, tenant.name], texts, [forget, () => undefined])) {
      forget();
      const input = { tenant_id: given };
      const { state } = await ask({ operation: "delete_tenant", input });
      const back = change(world, tenant, other);
      pause();
      const answer = { requestState: state, inputResponses: typed(text) };
      await attempt(`${given} ${label}, "${text}" typed`, () => send(url, "delete_tenant", input, answer));
      back();
    }
  }
}

function combined<One, Two, Three>(ones: readonly One[], twos: readonly Two[], threes: readonly Three[]) {
  return ones.flatMap((one) => twos.flatMap((two) => threes.map((three) => [one, two, three] as const)));
}

/** Others that a person could take for a tenant: its name asks nothing, and its consent is no consent to them. */
async function lookAlike({ url, house, attempt }: Arena, id: string): Promise<void> {
  const { world } = house.sandbox;
  const tenant = tenantOf(world, id);
  for (const name of alike(tenant)) {
    forget();
    const back = put(world, { ...tenant, id: tenant.id.replace(/^5/u, "6"), name });
    for (const given of [tenant.name, name]) {
      const input = { tenant_id: given };
      const first = await send(url, "delete_tenant", input);
      const answer = {
        ...stateOf(first.question?.state),
        inputResponses: typed(otherThan(first.question?.name, tenant, name)),
      };
      await attempt(`${JSON.stringify(given)} beside ${JSON.stringify(name)}`, () =>
        send(url, "delete_tenant", input, answer),
      );
    }
    back();
  }
}

function alike({ id, name }: Tenant): readonly string[] {
  return [
    name,
    name.toUpperCase(),
    name.replace("a", "а"),
    name.replace("-", "\u2010"),
    `${name} `,
    `${name}\u200B`,
    `\u202E${name}`,
    name.replace(/[a-z]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    id,
  ];
}

/** Of two names the one that the form does not want. */
function otherThan(wanted: string | undefined, { name }: Tenant, alike: string): string {
  return wanted === name ? `${alike}.` : name;
}

function stateOf(state: string | undefined): { readonly requestState?: string } {
  return state === undefined ? {} : { requestState: state };
}

/** Lets the time pass for which names are remembered. */
function forget(): void {
  ahead += 31_000;
}

function tenantOf({ tenants }: World, id: string): Tenant {
  const tenant = tenants.get(id);
  if (tenant === undefined) throw new Error(`there is no tenant ${id}`);
  return tenant;
}

function put({ tenants }: World, tenant: Tenant): () => void {
  const before = tenants.get(tenant.id);
  tenants.set(tenant.id, tenant);
  return () => void (before === undefined ? tenants.delete(tenant.id) : tenants.set(tenant.id, before));
}

function take({ tenants }: World, tenant: Tenant): () => void {
  tenants.delete(tenant.id);
  return () => void tenants.set(tenant.id, tenant);
}

function swap(world: World, one: Tenant, other: Tenant): () => void {
  const backs = [put(world, { ...one, name: other.name }), put(world, { ...other, name: one.name })];
  return () => backs.forEach((back) => back());
}

function succeed(world: World, tenant: Tenant): () => void {
  const backs = [take(world, tenant), put(world, { ...tenant, id: tenant.id.replace(/^5/u, "7") })];
  return () => backs.toReversed().forEach((back) => back());
}
