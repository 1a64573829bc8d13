import { toBody, toUnknownBody } from "./bodies.ts";
import type { Body, WireView } from "./bodies.ts";
import type {
  Caller,
  ClickPayload,
  CommandPayload,
  OpenView,
  ShortcutPayload,
  SuggestPayload,
  ViewPayload,
} from "../payloads.ts";

/** Where something came from, and how its user can be answered. */
interface Origin {
  /** The same in each repeat of a delivery; absent where a repeat does no harm. */
  readonly id?: string;
  /** The team whose installation this is about; absent where a whole organisation has the app. */
  readonly teamId?: string;
  readonly userId?: string;
  readonly responseUrl?: string;
}

/** What Slack delivered. The unknown is what this app has no listener for, such as a shortcut on a message. */
export type Incoming = Origin &
  (
    | { readonly kind: "command"; readonly payload: CommandPayload }
    | { readonly kind: "click"; readonly payload: ClickPayload }
    | { readonly kind: "submit"; readonly payload: ViewPayload }
    | { readonly kind: "close"; readonly payload: ViewPayload }
    | { readonly kind: "suggest"; readonly payload: SuggestPayload }
    | { readonly kind: "shortcut"; readonly payload: ShortcutPayload }
    | { readonly kind: "home"; readonly payload: Caller }
    | { readonly kind: "unknown" }
  );

type Transport = Caller["transport"];
type Interaction = Exclude<Body, { readonly type: "command" | "event_callback" }>;
type BodyOf<Type extends Body["type"]> = Extract<Body, { readonly type: Type }>;

/** A body as Bolt hands it on, as one of the payloads that are handled. */
export function toIncoming(raw: unknown, transport: Transport): Incoming {
  const body = toBody(raw);
  if (body === undefined) return unknown(raw);
  switch (body.type) {
    case "command":
      return command(body, transport);
    case "event_callback":
      return home(body, transport);
    case "block_actions":
      return click(body, transport);
    case "view_submission": {
      const payload = { ...viewOf(body, transport), triggerId: body.trigger_id };
      return { kind: "submit", ...originOf(body), id: body.trigger_id, payload };
    }
    case "view_closed": {
      // Closing comes without a trigger: nothing can be opened after it.
      const payload = { ...viewOf(body, transport), triggerId: "" };
      return { kind: "close", ...originOf(body), id: `${body.view.id} closed`, payload };
    }
    case "block_suggestion": {
      const payload = { ...viewOf(body, transport), blockId: body.block_id, typed: body.value };
      return { kind: "suggest", ...originOf(body), payload };
    }
    case "shortcut": {
      const { trigger_id: triggerId } = body;
      const payload = { caller: callerOf(body, transport), triggerId };
      return { kind: "shortcut", ...originOf(body), id: triggerId, payload };
    }
  }
}

function unknown(raw: unknown): Incoming {
  const { user_id, user, response_url: responseUrl } = toUnknownBody(raw);
  const userId = user_id ?? user?.id;
  return {
    kind: "unknown",
    ...(userId === undefined ? {} : { userId }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}

function command(body: BodyOf<"command">, transport: Transport): Incoming {
  const { user_id: userId, team_id: teamId, trigger_id: triggerId, response_url: responseUrl } = body;
  return {
    kind: "command",
    id: triggerId,
    teamId,
    userId,
    responseUrl,
    payload: {
      caller: { userId, teamId, transport },
      text: body.text,
      channelId: body.channel_id,
      triggerId,
      responseUrl,
    },
  };
}

function home(
  { event, event_id: id, team_id: teamId }: BodyOf<"event_callback">,
  transport: Transport,
): Incoming {
  const { user: userId } = event;
  return { kind: "home", id, teamId, userId, payload: { userId, teamId, transport } };
}

function click(body: BodyOf<"block_actions">, transport: Transport): Incoming {
  const { trigger_id: id, response_url: responseUrl } = body;
  const answer = responseUrl === undefined ? {} : { responseUrl };
  return {
    kind: "click",
    ...originOf(body),
    ...answer,
    id,
    payload: { ...clickOf(body, transport), ...answer },
  };
}

function clickOf(body: BodyOf<"block_actions">, transport: Transport): ClickPayload {
  const {
    actions: [action],
    container,
  } = body;
  return {
    caller: callerOf(body, transport),
    action: action.action_id,
    value: action.value ?? action.selected_option?.value ?? "",
    triggerId: body.trigger_id,
    actionTs: action.action_ts,
    ...(container?.type === "message" ? { message: placeOf(container) } : {}),
  };
}

function placeOf(container: Extract<BodyOf<"block_actions">["container"], { type: "message" }>) {
  const { channel_id: channel, message_ts: ts, is_ephemeral: isEphemeral } = container;
  return { channel, ts, isEphemeral };
}

/** In a channel that teams share, the team of a modal's user is not the one that has the app. */
function originOf({ user, team, view }: Interaction): Origin {
  const teamId = view?.app_installed_team_id ?? team?.id;
  return { userId: user.id, ...(teamId === undefined ? {} : { teamId }) };
}

function callerOf({ user, team }: Pick<Interaction, "user" | "team">, transport: Transport): Caller {
  return { userId: user.id, teamId: user.team_id ?? team?.id ?? "", transport };
}

function viewOf(
  body: Interaction & { readonly view: WireView },
  transport: Transport,
): { readonly caller: Caller; readonly view: OpenView } {
  return { caller: callerOf(body, transport), view: toOpenView(body.view) };
}

function toOpenView({ id, callback_id, private_metadata, state }: WireView): OpenView {
  return { id, callback: callback_id, metadata: private_metadata, state: state?.values ?? {} };
}
