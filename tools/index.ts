import type { Operation } from "./operation.ts";
import { createUser } from "./user/create-user.ts";
import { deleteUser } from "./user/delete-user.ts";
import { findUser } from "./user/find-user.ts";
import { getUser } from "./user/get-user.ts";
import { listUsers } from "./user/list-users.ts";
import { updateApiKey } from "./user/update-api-key.ts";
import { updateAutoRoleAssignment } from "./user/update-auto-role-assignment.ts";
import { updateUser } from "./user/update-user.ts";

const operations = [
  listUsers,
  findUser,
  getUser,
  createUser,
  updateUser,
  deleteUser,
  updateApiKey,
  updateAutoRoleAssignment,
] as const;

/** The names of all operations. */
export type OperationName = (typeof operations)[number]["name"];

/** Every operation, grouped by resource, in the order people are shown them. */
export const catalog: readonly (Operation & { readonly name: OperationName })[] = operations;

/** The operation of that name, or undefined. */
export function operationNamed(name: string): (Operation & { readonly name: OperationName }) | undefined {
  return byName.get(name);
}

const byName: ReadonlyMap<string, (typeof catalog)[number]> = new Map(
  catalog.map((operation) => [operation.name, operation]),
);
