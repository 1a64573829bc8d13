import type { Rehearsal } from "../gate/rehearse.ts";

/** What would become of a call, in words for the terminal; what a person would read before they consent, in full. */
export function wordsFor(told: Rehearsal): string {
  switch (told.would) {
    case "run":
      return `Dry run: ${told.operation} would run at once.`;
    case "be refused":
      return `Dry run: ${told.operation} would be refused (${told.code}): ${told.message} ${told.next}`;
    case "ask":
    case "wait": {
      const { message, who, where, question, expires_in_seconds } = told;
      const whom = who === "requester" ? "you" : who.join(" or ");
      const minutes = Math.ceil(expires_in_seconds / 60);
      const places = where.map(({ en }) => en).join(" or ");
      return `Dry run: nothing was done. ${message} For ${minutes} minutes ${whom} could answer ${places}:\n${question.message}`;
    }
  }
}
