import * as z from "zod";
import type { Text } from "../../../../tools/operation.ts";
import { channels } from "../cast.ts";
import { toCommandText } from "../escape.ts";
import { addMessage } from "../messages.ts";
import type { Delivery, FakeMessage } from "../model.ts";
import { toCommandPayload } from "../payloads.ts";
import { fieldsOf, listOf } from "../plain.ts";
import { checked } from "../web-api/arguments.ts";
import { checkContent, content } from "../web-api/content.ts";
import { ApiError } from "../web-api/error.ts";
import { channelOf, userOf } from "../world.ts";
import type { World } from "../world.ts";
import { withOutcome } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { commandSays, sayTo } from "./words.ts";

/** Where a command is typed, and which one. */
export interface CommandOptions {
  /** Id or name of the channel. Default `ops`. */
  readonly channel?: string;
  /** Default `/sss`. */
  readonly command?: string;
}

/** Types a slash command. What the app answers becomes a message at once. */
export async function typeCommand(
  desk: Desk,
  user: string,
  typed: string,
  options: CommandOptions,
): Promise<Delivery> {
  const { world } = desk;
  const { channel: place = channels.ops.id, command = "/sss" } = options;
  const person = userOf(user);
  const channel = channelOf(world, place).id;
  const text = toCommandText(typed);
  const payload = toCommandPayload(world, person, channelOf(world, place), { command, text });
  const delivery = await desk.send({ type: "slash_commands", payload });
  const said = delivery.acked ? say(world, delivery, { channel, user: person.id }) : complain(delivery);
  if (typeof said !== "function") return withOutcome(desk, delivery, { message: said });
  return withOutcome(desk, delivery, { problem: sayTo(person, said(command)) });
}

type Complaint = (command: string) => Text;

function complain({ status }: Delivery): Complaint {
  return status === undefined
    ? commandSays.noAnswer
    : (command) => commandSays.error(command, "dispatch_failed");
}

const answer = content.extend({ response_type: z.enum(["in_channel", "ephemeral"]).default("ephemeral") });

/** The message an answer makes, if it has content; or why it makes none. */
function say(
  world: World,
  { ack, payload }: Delivery,
  { channel, user }: { readonly channel: string; readonly user: string },
): FakeMessage | Complaint | undefined {
  const body = fieldsOf(ack);
  if ((body["text"] ?? "") === "" && listOf(body["blocks"]).length === 0) return undefined;
  try {
    const input = checked(answer, body);
    checkContent(input);
    const { text, blocks, response_type: type } = input;
    const ephemeralFor = type === "ephemeral" ? user : undefined;
    const message = addMessage(world, { channel, text, blocks, ephemeralFor });
    rememberOriginal(world, payload, message);
    return message;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, details } = error;
    return (command) => commandSays.error(command, `${code} ${JSON.stringify(details)}`);
  }
}

/** A `response_url` can replace the message that the answer made. */
function rememberOriginal(world: World, payload: unknown, message: FakeMessage): void {
  const url = String(fieldsOf(payload)["response_url"]);
  const right = world.responseUrls.get(url.slice(world.url.length));
  if (right !== undefined) right.original ??= message.ts;
}
