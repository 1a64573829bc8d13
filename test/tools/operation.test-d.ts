// What must not compile. tsc checks this file; nothing in it runs.
import * as z from "zod";
import { noContent, userId } from "../../tools/fields.ts";
import { defineOperation } from "../../tools/operation.ts";

const text = { en: "Text", ja: "テキスト" };
const input = z.strictObject({ user_id: userId });
const common = {
  name: "test_operation",
  command: "test",
  title: text,
  summary: text,
  role: "any",
  output: noContent,
  docs: "none",
} as const;
const write = { ...common, confirm: text, undo: "none" } as const;
const target = { operation: "get_user", name: "login_id" };
const deletion = { ...write, route: "DELETE /users/{user_id}", effect: "delete", target } as const;

export const complete = [
  defineOperation({ ...common, route: "GET /users/{user_id}", effect: "read", input }),
  defineOperation({ ...write, route: "PUT /users/{user_id}", effect: "update", input }),
  defineOperation({ ...deletion, input }),
];

export const incomplete = [
  // @ts-expect-error -- the path parameter tenant_id has no input field
  defineOperation({ ...common, route: "GET /tenants/{tenant_id}/users/{user_id}", effect: "read", input }),

  // @ts-expect-error -- a write has to ask
  defineOperation({ ...common, route: "PUT /users/{user_id}", effect: "update", undo: "none", input }),

  // @ts-expect-error -- a delete has to show what it deletes
  defineOperation({ ...write, route: "DELETE /users/{user_id}", effect: "delete", input }),

  // @ts-expect-error -- so has an update that is raised to destroy
  defineOperation({ ...write, route: "PUT /users/{user_id}", effect: "update", risk: "destroy", input }),

  // @ts-expect-error -- a delete cannot be played down to a change
  defineOperation({ ...deletion, risk: "change", input }),

  // @ts-expect-error -- a route begins with a method
  defineOperation({ ...common, route: "/users/{user_id}", effect: "read", input }),
];
