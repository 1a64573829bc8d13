import { distance } from "fastest-levenshtein";
import type { Operation, Text } from "../../../tools/operation.ts";
import { cut, literal } from "../views/blocks.ts";
import { slash } from "./usage.ts";

const most = 3;

/**
 * What to say to folded words that are no command: the commands of these operations that they may be meant for, else those
 * there are. In mrkdwn.
 */
export function unknownCommand(words: readonly string[], offered: readonly Operation[]): Text {
  const commands = offered.flatMap(commandsOf);
  const resources = [...new Set(commands.map(resourceOf))];
  const typed = literal(cut(words.slice(0, 3).join(" "), 60));
  const alike = meantBy(words, [...commands, ...resources, "help", "link"]);
  if (alike.length > 0) return didYouMean(typed, alike.map(asCode));
  const ofResource = commands.filter((command) => resourceOf(command) === words[0]);
  return thereAre(typed, (ofResource.length > 0 ? ofResource : resources).map(asCode));
}

function commandsOf({ command, aliases = [] }: Operation): readonly string[] {
  return [command, ...aliases.map((alias) => alias.command)];
}

function resourceOf(command: string): string {
  return command.split(" ")[0] ?? "";
}

/** The few commands and resources that differ least from what was typed. */
function meantBy(words: readonly string[], known: readonly string[]): readonly string[] {
  const near = known
    .map((command) => ({ command, far: distance(startOf(words, command), command) }))
    .filter(({ command, far }) => far > 0 && far <= 3 && far * 3 <= command.length)
    .toSorted((left, right) => left.far - right.far);
  return near
    .filter(({ far }) => far <= (near[0]?.far ?? 0) + 1)
    .slice(0, most)
    .map(({ command }) => command);
}

/** As many of the words as the command has. */
function startOf(words: readonly string[], command: string): string {
  return words.slice(0, command.split(" ").length).join(" ");
}

function asCode(command: string): string {
  return `\`${slash} ${command}\``;
}

function didYouMean(typed: string, alike: readonly string[]): Text {
  return {
    en: `There is no command “${typed}”. Did you mean ${alike.join(" or ")}?`,
    ja: `「${typed}」というコマンドはありません。${alike.join(" または ")} ではありませんか？`,
  };
}

function thereAre(typed: string, offered: readonly string[]): Text {
  return {
    en: `There is no command “${typed}”. There are: ${offered.join(", ")}. \`${slash} help\` explains them.`,
    ja: `「${typed}」というコマンドはありません。使えるのは次のとおりです: ${offered.join("、")}。説明は \`${slash} help\` で表示できます。`,
  };
}
