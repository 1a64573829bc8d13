import { inputRequired } from "@modelcontextprotocol/server";
import type { InputRequiredResult } from "@modelcontextprotocol/server";
import type { Consent } from "../gate/consent.ts";
import type { Ticket } from "../gate/ticket.ts";
import { type Responses, reactionTo } from "./reaction.ts";

const formKey = "consent";

/** The form that puts a ticket's question to the person in front of the client. */
export function toForm({ question }: Pick<Ticket, "question">, requestState: string): InputRequiredResult {
  const field =
    question.wanted === "name"
      ? {
          name: {
            type: "string" as const,
            title: "Type the name to confirm",
            description: `Type: ${question.name}`,
            minLength: 1,
          },
        }
      : { yes: { type: "boolean" as const, title: "Yes, do it" } };
  return inputRequired({
    requestState,
    inputRequests: {
      [formKey]: inputRequired.elicit({
        message: question.message,
        requestedSchema: { type: "object", properties: field, required: [question.wanted] },
      }),
    },
  });
}

/** What came back for the form. An `accept` alone is no consent: hosts accept forms by themselves. */
export function toConsent(responses: Responses): Consent {
  const reaction = reactionTo(responses, formKey);
  if (reaction.kind !== "accepted") return reaction;
  return { kind: "given", yes: reaction.content["yes"], name: reaction.content["name"] };
}
