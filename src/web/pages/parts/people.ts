import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import { oneLine, plain } from "../../../gate/plain.ts";
import type { Party } from "../../../store/records.ts";
import type { Language } from "../../context.ts";
import type { Html } from "../../layout.ts";
import { aside } from "./aside.ts";

/** Somebody by their principal. */
export function nameOf(principal: string): Html {
  return html`<strong>${oneLine(principal)}</strong>`;
}

/** Somebody, and where they said it. A client says itself what it is called, so that never stands alone. */
export function partyOf({ principal, face, client }: Party, language: Language): Html {
  const program = client === undefined ? "" : `: ${plain(`${client.name} ${client.version}`)}`;
  return html`${nameOf(principal)}${aside(`${faceOf(face, language)}${program}`, language, "soft")}`;
}

/** Several people. */
export function namesOf(principals: readonly string[], language: Language): Html {
  const comma = language === "ja" ? "、" : ", ";
  return html`${principals.map((one, index) => html`${index === 0 ? "" : comma}${nameOf(one)}`)}`;
}

function faceOf(face: string, language: Language): string {
  return (faces as Readonly<Record<string, Text>>)[face]?.[language] ?? plain(face);
}

const faces = {
  mcp: { en: "MCP client", ja: "MCPクライアント" },
  terminal: { en: "terminal", ja: "ターミナル" },
  slack: { en: "Slack", ja: "Slack" },
  page: { en: "console", ja: "コンソール" },
  gate: { en: "this server", ja: "このサーバー" },
} as const satisfies Record<string, Text>;
