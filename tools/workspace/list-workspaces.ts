import * as z from "zod";
import { answer, list, ownContractId, text } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { workspaceRow } from "./workspace.ts";

export const listWorkspaces = defineOperation({
  name: "list_workspaces",
  command: "workspace list",
  title: { en: "List workspaces", ja: "ワークスペース一覧" },
  summary: { en: "List the workspaces of a contract.", ja: "契約のワークスペースを一覧します。" },
  route: "GET /workspaces",
  versions: ["v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ contract_id: ownContractId }),
  output: answer({ contract_id: text(), workspaces: list(workspaceRow) }),
  docs: "Workspace API v2: List Workspaces",
});
