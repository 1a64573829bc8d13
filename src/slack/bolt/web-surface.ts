import type { webApi } from "@slack/bolt";
import type { Message } from "../views/blocks.ts";
import { refusal, statusFault, toFault } from "./fault.ts";
import type { Fetch } from "./outgoing.ts";
import { SlackFault } from "../surface.ts";
import type { SlackUser, Surface } from "../surface.ts";

/** Nothing in a message is fetched by Slack to show more of it. */
const unfurled = { unfurl_links: false, unfurl_media: false } as const;

/** Slack over its Web API; `send` posts to the addresses that come with a command or a press. */
export function createWebSurface(client: webApi.WebClient, send: Fetch): Surface {
  return {
    post: (channel, message, thread) =>
      attempt("chat.postMessage", async (method) => {
        const threadTs = thread === undefined ? {} : { thread_ts: thread };
        const answer = await client.chat.postMessage({
          channel,
          ...contentOf(message),
          ...unfurled,
          ...threadTs,
        });
        return { channel: given(method, answer.channel), ts: given(method, answer.ts) };
      }),
    update: (ref, message) =>
      attempt("chat.update", async () => {
        await client.chat.update({ channel: ref.channel, ts: ref.ts, ...contentOf(message) });
      }),
    respond: (url, message, { replace = false, public: isPublic = false } = {}) =>
      attempt("response_url", async (method) => {
        const body = {
          response_type: isPublic ? "in_channel" : "ephemeral",
          replace_original: replace,
          ...contentOf(message),
          ...unfurled,
        };
        await checkResponse(method, await send(url, jsonPost(body)));
      }),
    open: (triggerId, modal) =>
      attempt("views.open", async (method) => {
        const { view } = await client.views.open({ trigger_id: triggerId, view: modal });
        return given(method, view?.id);
      }),
    show: (viewId, modal) =>
      attempt("views.update", async () => {
        await client.views.update({ view_id: viewId, view: modal });
      }),
    publishHome: (userId, home) =>
      attempt("views.publish", async () => {
        await client.views.publish({ user_id: userId, view: home });
      }),
    user: (userId) =>
      attempt("users.info", async (method) => {
        const { user } = await client.users.info({ user: userId, include_locale: true });
        return toUser(method, given(method, user));
      }),
  };
}

async function attempt<Result>(method: string, act: (method: string) => Promise<Result>): Promise<Result> {
  try {
    return await act(method);
  } catch (error) {
    throw toFault(method, error);
  }
}

function contentOf({ text, blocks }: Message): Message {
  return { text, blocks };
}

function given<Value>(method: string, value: Value | undefined): Value {
  if (value === undefined) throw new SlackFault("lost", method, "invalid_answer");
  return value;
}

function jsonPost(body: unknown): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Slack refuses with a JSON body, sometimes under status 200; its consent is a bare `ok`. */
async function checkResponse(method: string, response: Response): Promise<void> {
  const code = errorIn(await response.text());
  if (response.ok && code === undefined) return;
  throw code === undefined || response.status >= 500
    ? statusFault(method, response.status)
    : refusal(method, code);
}

function errorIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  } catch {
    return undefined;
  }
}

type WireUser = NonNullable<webApi.UsersInfoResponse["user"]>;

function toUser(method: string, user: WireUser): SlackUser {
  return {
    id: given(method, user.id),
    teamId: given(method, user.team_id),
    ...(user.locale === undefined ? {} : { locale: user.locale }),
    isBot: user.is_bot === true || user.is_workflow_bot === true,
    isDeleted: user.deleted === true,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isStranger: user.is_stranger === true,
  };
}
