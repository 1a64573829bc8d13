import type { LeaseStore } from "./port.ts";
import type { Database } from "./tables.ts";

const dayMs = 86_400_000;

/** The name of the lease by which a process shows that it lives. */
export function processLease(holder: string): string {
  return `process:${holder}`;
}

/** The leases in the tables. A lease that is let go or runs out keeps its row, so that its fence only ever grows. */
export function createLeaseStore(database: Database): LeaseStore {
  return {
    async take(name, holder, at, lifeMs) {
      if (name.startsWith(processLease(""))) await forgetDeadProcesses(database, at);
      return database
        .insertInto("ops_leases")
        .values({ name, holder, fence: 1, expires_at: at + lifeMs })
        .onConflict((conflict) =>
          conflict
            .column("name")
            .doUpdateSet((row) => ({
              holder,
              fence: row("ops_leases.fence", "+", 1),
              expires_at: at + lifeMs,
            }))
            .where((row) =>
              row.or([row("ops_leases.expires_at", "<=", at), row("ops_leases.holder", "=", holder)]),
            ),
        )
        .returning("fence")
        .executeTakeFirst();
    },
    async renew(name, holder, at, lifeMs) {
      const renewed = await database
        .updateTable("ops_leases")
        .set({ expires_at: at + lifeMs })
        .where("name", "=", name)
        .where("holder", "=", holder)
        .where("expires_at", ">", at)
        .returning("name")
        .executeTakeFirst();
      return renewed !== undefined;
    },
    async release(name, holder) {
      await database
        .updateTable("ops_leases")
        .set({ expires_at: 0 })
        .where("name", "=", name)
        .where("holder", "=", holder)
        .execute();
    },
    async isLive(name, at) {
      const live = await database
        .selectFrom("ops_leases")
        .select("name")
        .where("name", "=", name)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return live !== undefined;
    },
  };
}

/** Every process has a name of its own, so that its fence is never asked for again. */
async function forgetDeadProcesses(database: Database, at: number): Promise<void> {
  await database
    .deleteFrom("ops_leases")
    .where("name", "like", processLease("%"))
    .where("expires_at", "<", at - dayMs)
    .execute();
}
