import {
  type GetPromptResult,
  type Prompt as Listed,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server";
import type { Visitor } from "../visitor.ts";
import { explainBill } from "./explain-bill.ts";
import { givenTo } from "./given.ts";
import { offboardUser } from "./offboard-user.ts";
import { onboardUser } from "./onboard-user.ts";
import { type Prompt, argumentsOf } from "./prompt.ts";
import { render } from "./render.ts";
import { reviewAccess } from "./review-access.ts";
import { reviewApprovals } from "./review-approvals.ts";
import { rotateApiKey } from "./rotate-api-key.ts";

/** Every prompt there is, in the order hosts are shown them. */
export const prompts: readonly Prompt[] = [
  onboardUser,
  offboardUser,
  reviewAccess,
  reviewApprovals,
  rotateApiKey,
  explainBill,
];

/** The prompts whose every step a visitor can do. */
export function promptsFor(visitor: Visitor): Listed[] {
  const { accounts } = visitor.gate;
  return prompts.filter((prompt) => isOffered(prompt, visitor)).map((prompt) => toListed(prompt, accounts));
}

/** A prompt with its arguments filled in. Throws a {@link ProtocolError} for one that the visitor does not have. */
export function getPrompt(
  name: string,
  raw: Readonly<Record<string, string>>,
  visitor: Visitor,
): GetPromptResult {
  const prompt = prompts.find((one) => one.name === name);
  if (prompt === undefined || !isOffered(prompt, visitor)) {
    const names = promptsFor(visitor).map((one) => one.name);
    const told = names.length === 0 ? "There are none for you." : `There are: ${names.join(", ")}.`;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt of that name. ${told}`);
  }
  const given = givenTo(prompt, raw, visitor.gate.accounts);
  return {
    description: prompt.title[given.language],
    messages: [{ role: "user", content: { type: "text", text: render(prompt, given, visitor.shape) } }],
  };
}

function isOffered({ steps }: Prompt, { has }: Visitor): boolean {
  return steps.every(({ operation }) => has(operation));
}

/** Before a prompt is chosen nobody has said in which language: both are shown. */
function toListed(prompt: Prompt, accounts: readonly string[]): Listed {
  const { name, title, description } = prompt;
  return {
    name,
    title: `${title.en} / ${title.ja}`,
    description: `${description.en} ${description.ja}`,
    arguments: argumentsOf(prompt, accounts).map((argument) => ({
      name: argument.name,
      description: `${argument.title.en} / ${argument.title.ja}`,
      required: argument.required === true,
    })),
  };
}
