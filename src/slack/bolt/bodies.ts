import * as z from "zod";

const user = z.object({ id: z.string(), team_id: z.string().optional() });

const option = z.object({ value: z.string() });

const input = z.object({
  type: z.string(),
  value: z.string().nullable().exactOptional(),
  selected_option: option.nullable().exactOptional(),
  selected_options: z.array(option).exactOptional(),
});

const view = z.object({
  id: z.string(),
  callback_id: z.string().default(""),
  private_metadata: z.string().default(""),
  app_installed_team_id: z.string().optional(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), input)) }).optional(),
});

const command = z.object({
  // Commands are the only bodies without a type; one is put in, so that all can be told apart by it.
  type: z.literal("command"),
  user_id: z.string(),
  team_id: z.string(),
  text: z.string().default(""),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});

/** What all interactions say of themselves. The team is null where a whole organisation has the app. */
const interaction = z.object({ user, team: z.object({ id: z.string() }).nullish(), view: view.optional() });

const action = z.object({
  action_id: z.string(),
  action_ts: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
});

/** Where a button stands; an ephemeral message is told by nothing else. */
const onMessage = z.object({
  type: z.literal("message"),
  channel_id: z.string(),
  message_ts: z.string(),
  is_ephemeral: z.boolean().default(false),
});

const blockActions = interaction.extend({
  type: z.literal("block_actions"),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z
    .discriminatedUnion("type", [onMessage, z.object({ type: z.literal("view") })])
    .optional()
    .catch(undefined),
  actions: z.tuple([action], z.unknown()),
});

const viewSubmission = interaction.extend({
  type: z.literal("view_submission"),
  trigger_id: z.string(),
  view,
});

const viewClosed = interaction.extend({ type: z.literal("view_closed"), view });

const blockSuggestion = interaction.extend({
  type: z.literal("block_suggestion"),
  block_id: z.string(),
  value: z.string(),
  view,
});

const shortcut = interaction.extend({
  type: z.literal("shortcut"),
  callback_id: z.string(),
  trigger_id: z.string(),
});

const homeOpened = z.object({
  type: z.literal("event_callback"),
  team_id: z.string(),
  event_id: z.string(),
  event: z.object({ type: z.literal("app_home_opened"), user: z.string(), tab: z.literal("home") }),
});

const known = z.discriminatedUnion("type", [
  command,
  blockActions,
  viewSubmission,
  viewClosed,
  blockSuggestion,
  shortcut,
  homeOpened,
]);

/** As much of any body as it takes to answer its user. */
const unknown = z.object({
  user_id: z.string().optional().catch(undefined),
  user: z.object({ id: z.string() }).optional().catch(undefined),
  response_url: z.string().optional().catch(undefined),
});

/** A body of one of the kinds that this app handles. */
export type Body = z.output<typeof known>;
/** A modal as Slack sends it. */
export type WireView = z.output<typeof view>;
/** What any other body says of its user. */
export type UnknownBody = z.output<typeof unknown>;

/** What Slack delivered, or undefined where it is nothing that this app has to do with. */
export function toBody(body: unknown): Body | undefined {
  return known.safeParse(isCommand(body) ? { ...body, type: "command" } : body).data;
}

function isCommand(body: unknown): body is object {
  return typeof body === "object" && body !== null && "command" in body;
}

/** Who is behind a body that this app has nothing to do with. */
export function toUnknownBody(body: unknown): UnknownBody {
  return unknown.safeParse(body).data ?? {};
}
