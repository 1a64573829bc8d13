import type { Text } from "../../../../tools/operation.ts";
import type { Placed } from "../blocks.ts";
import { lengthOf } from "../plain.ts";
import type { Fields } from "../plain.ts";
import { keepings } from "../state.ts";
import { limitSays, slackSays } from "./words.ts";

/** What Slack itself finds wrong with what was entered into an input block, before the app hears of it. */
export function complaintOf({ block, element, type }: Placed, value: Fields): Text | undefined {
  const content = value[keepings[type]?.field ?? ""];
  const isEmpty =
    content === null || content === undefined || (Array.isArray(content) && content.length === 0);
  if (isEmpty) return block["optional"] === true ? undefined : slackSays.required;
  return typeof content === "string" ? complaints[type]?.(content, element) : undefined;
}

const complaints: Readonly<Record<string, (content: string, element: Fields) => Text | undefined>> = {
  plain_text_input: lengthComplaint,
  number_input: numberComplaint,
  email_text_input: (content) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(content) ? undefined : slackSays.email),
  url_text_input: (content) => (URL.canParse(content) ? undefined : slackSays.url),
};

function lengthComplaint(content: string, element: Fields): Text | undefined {
  const { min_length: least = 0, max_length: most = 3000 } = element;
  const length = lengthOf(content);
  if (length < Number(least)) return limitSays.tooShort(Number(least));
  return length > Number(most) ? limitSays.tooLong(Number(most)) : undefined;
}

function numberComplaint(content: string, element: Fields): Text | undefined {
  const { min_value: least = -Infinity, max_value: most = Infinity } = element;
  const pattern = element["is_decimal_allowed"] === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(content)) return slackSays.number;
  if (Number(content) < Number(least)) return limitSays.tooSmall(Number(least));
  return Number(content) > Number(most) ? limitSays.tooBig(Number(most)) : undefined;
}
