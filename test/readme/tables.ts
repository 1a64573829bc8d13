import { catalog } from "../../tools/index.ts";
import { defaultOf } from "../../src/config/setting.ts";
import { settings } from "../../src/config/settings.ts";
import { meanings } from "../../src/gate/meanings/meanings.ts";
import { steps } from "../../src/gate/outcome.ts";
import { type Cell, consentTable } from "../../src/gate/table.ts";
import { hostSetups } from "../../src/serving/hosts.ts";
import { prompts } from "../../src/mcp/prompts/prompts.ts";
import { exitCodes } from "../../src/terminal/call.ts";
import type { Language } from "./documents.ts";
import { stepsInJapanese } from "./steps.ja.ts";
import { clientWords, doorWords, endingWords, policyWords, roleWords, runWords } from "./words.ts";

type Table = (language: Language) => string;

/** The tables that the README holds, made of the records that the program goes by. */
export const tables: Readonly<Record<string, Table>> = {
  hosts: (language) =>
    table(
      headOf(language, ["host", "ホスト"], ["where", "設定先"], ["paste", "貼り付ける内容"]),
      hostSetups("http://127.0.0.1:3939/mcp").map(({ host, where, paste }) => [
        host,
        code(where),
        code(paste),
      ]),
    ),
  prompts: (language) =>
    table(
      headOf(language, ["prompt", "プロンプト"], ["what it is for", "用途"], ["takes", "引数"]),
      prompts.map(({ name, description, arguments: taken }) => [
        code(name),
        description[language],
        taken.map((argument) => code(argument.name)).join(", "),
      ]),
    ),
  settings: (language) =>
    table(
      headOf(
        language,
        ["variable", "環境変数"],
        ["in sss-ops.yaml", "sss-ops.yamlでの名前"],
        ["what it is", "内容"],
        ["default", "既定値"],
      ),
      settings.map((setting) => [
        nameOf(setting.variable, setting.isSecret === true ? "[_FILE]" : ""),
        nameOf(setting.key, setting.isSecret === true ? "[File]" : ""),
        setting.what[language],
        nameOf(defaultOf(setting)),
      ]),
    ),
  operations: (language) =>
    table(
      headOf(
        language,
        ["tool", "ツール"],
        ["command", "コマンド"],
        ["what it does", "内容"],
        ["risk", "リスク"],
        ["who", "実行できる人"],
        ["undone by", "元に戻す操作"],
      ),
      catalog.map(({ name, command, summary, risk, role, undo }) => [
        code(name),
        code(command),
        firstSentence(summary[language]),
        risk,
        roleWords[role][language],
        undo === undefined || undo.operation === "none" ? "" : code(undo.operation),
      ]),
    ),
  consent: (language) =>
    table(
      [
        ...headOf(language, ["risk", "リスク"], ["policy", "ポリシー"], ["client", "クライアント"]),
        ...doors.map((door) => doorWords[door][language]),
      ],
      consentTable()
        .filter(({ door }) => door === "none")
        .map(({ risk, policy, client }) => [
          risk,
          policyWords[policy][language],
          clientWords[client][language],
          ...doors.map((door) => cellOf({ risk, policy, client, door }, language)),
        ]),
    ),
  exits: (language) =>
    table(
      headOf(language, ["exit code", "終了コード"], ["how the call ended", "呼び出しの結果"]),
      Object.entries(exitCodes).map(([ending, exit]) => [
        String(exit),
        endingWords[ending as keyof typeof exitCodes][language],
      ]),
    ),
  errors: (language) =>
    table(
      headOf(language, ["code", "コード"], ["what it means", "意味"], ["what to do", "対処"]),
      codes.map((name) => [
        code(name),
        meanings[name].what[language],
        language === "en" ? steps[name] : stepsInJapanese[name],
      ]),
    ),
};

const codes = Object.keys(steps) as readonly (keyof typeof steps)[];

const doors = Object.keys(doorWords) as readonly Cell["door"][];

/** Of a refusal its code, which the table of errors explains. */
function cellOf(where: Pick<Cell, "risk" | "policy" | "client" | "door">, language: Language): string {
  const cell = consentTable().find((found) =>
    (["risk", "policy", "client", "door"] as const).every((key) => found[key] === where[key]),
  );
  if (cell === undefined) throw new Error(`no cell for ${JSON.stringify(where)}`);
  if (cell.runs !== "never") return runWords[cell.runs][language];
  const [, refusal = ""] = /^denied \((\w+)\)/.exec(cell.outcome) ?? [];
  return `${language === "en" ? "denied" : "拒否"} (${refusal})`;
}

function firstSentence(text: string): string {
  return text.split(/(?<=\. |。)/)[0]?.trim() ?? "";
}

function headOf(language: Language, ...columns: readonly (readonly [en: string, ja: string])[]) {
  return columns.map(([en, ja]) => (language === "en" ? en : ja));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

/** In a table, where there may be none; brackets for what a name may end with as well. */
function nameOf(text = "", further = ""): string {
  return text === "" ? "" : code(`${text}${further}`);
}
