import { app, team } from "./cast.ts";
import type { Placed } from "./blocks.ts";
import { storedBlocksOf, toWireMessage } from "./messages.ts";
import type { FakeChannel, FakeMessage, FakeUser } from "./model.ts";
import type { Fields } from "./plain.ts";
import { grantResponseUrl, grantTrigger } from "./rights.ts";
import { stateOf } from "./state.ts";
import { toWireView } from "./views.ts";
import type { Entered, OpenView, World } from "./world.ts";

/** A slash command; `text` is escaped already. For people from outside the team is theirs. */
export function toCommandPayload(
  world: World,
  user: FakeUser,
  channel: FakeChannel,
  typed: { readonly command: string; readonly text: string },
): Fields {
  return {
    token: world.secrets.verificationToken,
    team_id: user.teamId,
    team_domain: user.teamId === team.id ? team.domain : "partner",
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: "false",
    response_url: grantResponseUrl(world, "commands", {
      channel: channel.id,
      userId: user.id,
      original: undefined,
    }),
    trigger_id: grantTrigger(world, user.id),
  };
}

/** A global shortcut. */
export function toShortcutPayload(world: World, user: FakeUser, callbackId: string): Fields {
  const { api_app_id: _, ...envelope } = envelopeOf(world, user);
  return {
    type: "shortcut",
    ...envelope,
    action_ts: world.ids.ts(),
    callback_id: callbackId,
    trigger_id: grantTrigger(world, user.id),
  };
}

/** What happened to an element: its kind, where it is, and the value it has now. */
export function toAction(world: World, { blockId, actionId, element, type }: Placed, value: Fields): Fields {
  const { text, style, url, placeholder, confirm } = element;
  const shown = Object.entries({ text, style, url, placeholder, confirm }).filter(
    ([, each]) => each !== undefined,
  );
  return {
    type,
    action_id: actionId,
    block_id: blockId,
    ...Object.fromEntries(shown),
    ...value,
    action_ts: world.ids.ts(),
  };
}

/** A click in a message. An ephemeral message is not in the payload: only its place is. */
export function toMessageActionPayload(
  world: World,
  user: FakeUser,
  channel: FakeChannel,
  message: FakeMessage,
  what: { readonly action: Fields; readonly entered: Entered },
): Fields {
  const isEphemeral = message.ephemeralFor !== undefined;
  const { ts, threadTs } = message;
  return {
    type: "block_actions",
    ...envelopeOf(world, user),
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    },
    trigger_id: grantTrigger(world, user.id),
    channel: { id: channel.id, name: channel.name },
    ...(!isEphemeral && { message: toWireMessage(message, team.id) }),
    state: { values: stateOf(storedBlocksOf(message), what.entered) },
    response_url: grantResponseUrl(world, "actions", { channel: channel.id, userId: user.id, original: ts }),
    actions: [what.action],
  };
}

/** A click in a modal or on the home tab. There is no `response_url`. */
export function toViewActionPayload(world: World, user: FakeUser, view: OpenView, action: Fields): Fields {
  return {
    type: "block_actions",
    ...envelopeOf(world, user),
    container: { type: "view", view_id: view.id },
    trigger_id: grantTrigger(world, user.id, view.id),
    view: toWireView(view),
    actions: [action],
  };
}

/** The submission of a modal. */
export function toSubmissionPayload(world: World, user: FakeUser, view: OpenView): Fields {
  return {
    type: "view_submission",
    ...envelopeOf(world, user),
    trigger_id: grantTrigger(world, user.id, view.id),
    view: toWireView(view),
    response_urls: [],
  };
}

/** The closing of a modal by its cancel button. */
export function toClosedPayload(world: World, user: FakeUser, view: OpenView): Fields {
  return { type: "view_closed", ...envelopeOf(world, user), view: toWireView(view), is_cleared: false };
}

/** What was typed into a menu whose options come from the app. */
export function toSuggestionPayload(
  world: World,
  user: FakeUser,
  view: OpenView,
  placed: Placed,
  typed: string,
): Fields {
  return {
    type: "block_suggestion",
    ...envelopeOf(world, user),
    container: { type: "view", view_id: view.id },
    action_id: placed.actionId,
    block_id: placed.blockId,
    value: typed,
    view: toWireView(view),
  };
}

/** An event; the same `event_id` comes again when it is sent again. */
export function toEventPayload(world: World, event: Fields): Fields {
  return {
    token: world.secrets.verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: { ...event, event_ts: world.ids.ts() },
    type: "event_callback",
    event_id: world.ids.next("Ev"),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

/** What every interaction says about who, where and for whom. The team is the app's, the user's may be another. */
function envelopeOf(world: World, { id, name, teamId }: FakeUser): Fields {
  return {
    user: { id, username: name, name, team_id: teamId },
    api_app_id: app.id,
    token: world.secrets.verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
