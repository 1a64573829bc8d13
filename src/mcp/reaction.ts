import { inputResponse } from "@modelcontextprotocol/server";

/** What a client brings back for what it was asked to show, whatever it holds; untrusted. */
export type Responses = Parameters<typeof inputResponse>[0];

/** What became of a question at a client; `unshown` where it brought back nothing that can be read. */
type Reaction =
  | { readonly kind: "declined" | "dismissed" | "unshown" }
  | { readonly kind: "accepted"; readonly content: Readonly<Record<string, unknown>> };

/** What the person in front of a client did with what was put to them under this key. */
export function reactionTo(responses: Responses, key: string): Reaction {
  const response = inputResponse(responses, key);
  if (response.kind !== "elicit") return { kind: "unshown" };
  switch (response.action) {
    case "accept":
      return { kind: "accepted", content: response.content ?? {} };
    case "decline":
      return { kind: "declined" };
    case "cancel":
      return { kind: "dismissed" };
  }
}
