import { inputField, noteOf } from "../../../tools/fields.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import type { Operation, Text } from "../../../tools/operation.ts";
import { app } from "../app.ts";
import type { People } from "./people.ts";

/** Raw input in which mentions of members, where a user of SSS is meant, are those users; or why one is not known. */
export async function withSssUsers(
  operation: Operation,
  input: Record<string, unknown>,
  people: People,
): Promise<{ readonly input: Record<string, unknown> } | { readonly fault: Text }> {
  const resolved = { ...input };
  for (const [name, value] of Object.entries(input)) {
    const userId = mentionedIn(value);
    if (userId === undefined || !isSssUser(operation, name)) continue;
    const sssUserId = await people.sssUserOf(userId);
    if (sssUserId === undefined) return { fault: unlinked(userId, people.principalOf(userId)) };
    resolved[name] = sssUserId;
  }
  return { input: resolved };
}

function mentionedIn(value: unknown): string | undefined {
  return typeof value === "string" ? /^<@(\w+)>$/.exec(value)?.[1] : undefined;
}

function isSssUser(operation: Operation, field: string): boolean {
  const schema = inputField(operation, field);
  return schema !== undefined && noteOf(schema)?.lookup?.operation === listUsers.name;
}

function unlinked(userId: string, principal: string): Text {
  return {
    en: `Nothing was done: <@${userId}> is not linked to a user of SSS. They can link themselves with \`${app.command} link\`, or whoever runs this server gives \`${principal}\` a \`sssUserId\` in the policy file.`,
    ja: `実行していません。<@${userId}> さんはSSSのユーザーと紐付けられていません。ご本人が \`${app.command} link\` で紐付けるか、サーバーの管理者がポリシーファイルで \`${principal}\` に \`sssUserId\` を設定してください。`,
  };
}
