// Offboards a user with a person's consent, and says each point it comes to; at the one that `STOP_AT` names it stops for
// good, so that it can be killed just there.
import { subscribe } from "node:diagnostics_channel";
import { offboardUser } from "../../../tools/user/offboard-user.ts";
import { say } from "../../store/programs/environment.ts";
import { openNamedHouse, person } from "./house.ts";

/** Where a step can be killed: put on record and not sent yet, or done and not on record yet. */
export type Point = "begun" | "answered";

function reach(point: Point, step: number): void {
  say(`${point} ${step}`);
  if (`${point} ${step}` !== process.env["STOP_AT"]) return;
  // Nothing of this process goes on any more, timers included.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

let begun = 0;
let answered = 0;
const isStep = (message: unknown) => (message as { request: { method: string } }).request.method === "DELETE";
subscribe("undici:request:create", (message) => {
  if (isStep(message)) reach("begun", (begun += 1));
});
subscribe("undici:request:headers", (message) => {
  if (isStep(message)) reach("answered", (answered += 1));
});

const house = await openNamedHouse();
const request = { operation: offboardUser, input: { user_id: process.env["USER_ID"] }, actor: person };
const asked = await house.gate.ask(request);
if (asked.kind !== "asking") throw new Error(`it was not asked about: ${JSON.stringify(asked)}`);
const { id, question } = asked.ticket;
await house.gate.answer(id, { kind: "given", name: question.name }, request);
await house.close();
