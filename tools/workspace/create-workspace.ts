import * as z from "zod";
import { answer, description, field, ownContractId, text, untrusted } from "../fields.ts";
import { defineOperation } from "../operation.ts";

export const createWorkspace = defineOperation({
  name: "create_workspace",
  command: "workspace create",
  title: { en: "Create workspace", ja: "ワークスペース作成" },
  summary: {
    en: "Create a workspace, which holds one tenant per region. Only the contract owner has access at first.",
    ja: "ワークスペースを作成します。リージョンごとに1テナントを持てます。作成直後は契約代表ユーザーだけがアクセスできます。",
  },
  route: "POST /workspaces",
  versions: ["v2"],
  effect: "create",
  role: "super_user",
  confirm: {
    en: "Create workspace {workspace_name}?",
    ja: "ワークスペース {workspace_name} を作成しますか？",
  },
  undo: "delete_workspace",
  input: z.strictObject({
    workspace_name: field(z.string().min(1).max(255), {
      title: { en: "Workspace name", ja: "ワークスペース名" },
      description: { en: "Globally unique", ja: "システム全体で一意" },
      examples: ["web-production"],
    }),
    description: description.optional(),
    contract_id: ownContractId,
  }),
  output: answer({
    workspace_id: text(),
    workspace_name: untrusted(text()),
    description: untrusted(text()),
    contract_id: text(),
  }),
  docs: "Workspace API v2: Create Workspace",
});
