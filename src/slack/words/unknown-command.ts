import { distance } from "fastest-levenshtein";
import type { Text } from "../../../tools/operation.ts";
import { commandsLike } from "../../../tools/words.ts";
import { cut, literal } from "../views/blocks.ts";
import { slash } from "./usage.ts";

const commands = commandsLike([]);
const resources = [...new Set(commands.map((command) => command.split(" ")[0] ?? ""))];
const most = 3;

/** What to say to folded words that are no command: the commands they may be meant for, else those there are. In mrkdwn. */
export function unknownCommand(words: readonly string[]): Text {
  const typed = literal(cut(words.slice(0, 3).join(" "), 60));
  const alike = meantBy(words);
  if (alike.length > 0) return didYouMean(typed, alike.map(asCode));
  const [resource = ""] = words;
  const offered = resources.includes(resource) ? commandsLike(words) : resources;
  return thereAre(typed, offered.map(asCode));
}

/** The few commands and resources that differ least from what was typed. */
function meantBy(words: readonly string[]): readonly string[] {
  const near = [...commands, ...resources, "help", "link"]
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
