import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { app, channels, team, users } from "./cast.ts";
import { createFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import type {
  ApiCall,
  Delivery,
  FakeChannel,
  FakeMessage,
  FakeUser,
  FakeView,
  Option,
  Place,
  UserKey,
} from "./model.ts";
import type { Shortcut } from "./page/scene.ts";
import { clickElement } from "./people/click.ts";
import type { ClickOptions } from "./people/click.ts";
import { typeCommand } from "./people/command.ts";
import type { CommandOptions } from "./people/command.ts";
import { createDesk } from "./people/desk.ts";
import { pickShortcut, visitHome } from "./people/home.ts";
import { dismissView, typeIntoMenu } from "./people/modal.ts";
import { submitView } from "./people/submit.ts";
import { createRouter } from "./router.ts";
import { type Envelope, type EnvelopeType, usualAckMs } from "./transport/envelope.ts";
import { createSockets } from "./transport/socket.ts";
import { stackOf, toFakeView } from "./views.ts";
import { createWorld, directChannelOf, userOf } from "./world.ts";

/** How a fake Slack is set up. */
export interface FakeSlackOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** The clock of messages, triggers and response URLs. Default the system's. */
  readonly now?: () => number;
  /** The global shortcuts the page offers. Default none. */
  readonly shortcuts?: readonly Shortcut[];
  /** How long the app has to answer, in milliseconds. Default 3 000, as Slack has it. */
  readonly ackMs?: number;
  /** What the app was given when it was installed. Default what its manifest asks for. */
  readonly scopes?: readonly string[];
}

/**
 * A running fake Slack: a workspace with people in it, and the app's way to it. People are named by their key or id;
 * what they do resolves when the app has answered, or its time to do so is over, or nobody is connected.
 */
export interface FakeSlack {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Where the Web API is: `${url}/api/`. */
  readonly apiUrl: string;
  /** Where people see the workspace in a browser. */
  readonly pageUrl: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  readonly users: Readonly<Record<UserKey, FakeUser>>;
  /** The bot is not in `random`. */
  readonly channels: {
    readonly approvals: FakeChannel;
    readonly ops: FakeChannel;
    readonly random: FakeChannel;
  };
  /** Every call of the Web API and every post to a `response_url`, oldest first; of very many only the last ones. */
  readonly calls: readonly ApiCall[];
  readonly faults: Faults;
  /** The number of open socket connections. */
  readonly sockets: number;
  /** Delivers by signed HTTP to this address from now on, in place of the sockets. */
  useHttp(requestUrl: string): void;
  /** Asks every connection to leave. Default reason `refresh_requested`; after `warning` they go on working. */
  refreshSockets(reason?: string): void;
  /** Ends every connection without a word. */
  cutSockets(): void;
  /** Types a slash command; mentions, links and special characters are escaped as Slack does. */
  command(user: string, text: string, options?: CommandOptions): Promise<Delivery>;
  shortcut(user: string, callbackId: string): Promise<Delivery>;
  /** Presses a button or chooses in a menu. @throws when there is no such element */
  click(user: string, at: Place, actionId: string, options?: ClickOptions): Promise<Delivery>;
  /**
   * Submits a modal with these values by block id: a text, the value of an option, a list of those, or yes or no for
   * checkboxes. What is not named keeps what was entered before or given at the start.
   *
   * @throws when Slack itself would not let it pass
   */
  submit(user: string, viewId: string, values?: Readonly<Record<string, unknown>>): Promise<Delivery>;
  /** Closes a modal by its cancel button; not acked when the app does not want to hear of it. */
  close(user: string, viewId: string): Promise<Delivery>;
  /** Types into a menu whose options come from the app. */
  suggest(
    user: string,
    viewId: string,
    blockId: string,
    typed: string,
  ): Promise<Delivery & { readonly options: readonly Option[] }>;
  openHome(user: string): Promise<Delivery>;
  /** Sends any payload as it is. What the app answers has no effect on the workspace. */
  deliver(
    type: EnvelopeType,
    payload: unknown,
    options?: Omit<Envelope, "type" | "payload">,
  ): Promise<Delivery>;
  /** The messages of a channel, deleted ones too; ephemeral ones only of the viewer, if one is named. */
  messages(channelId: string, viewer?: string): readonly FakeMessage[];
  /** The bot's direct messages with somebody. */
  directMessages(user: string): readonly FakeMessage[];
  /** The topmost open modal of somebody. */
  view(user: string): FakeView | undefined;
  /** The home tab of somebody, as it was published. */
  home(user: string): Readonly<Record<string, unknown>> | undefined;
  /**
   * Resolves with the first value that is not undefined; looks again after every change.
   *
   * @throws after `timeoutMs` (default 10 000), telling what is there instead
   */
  until<T>(look: () => T | undefined, timeoutMs?: number): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a fake Slack on this machine. @throws when the port is taken */
export async function startFakeSlack({
  port = 0,
  now = Date.now,
  shortcuts = [],
  ackMs = usualAckMs,
  scopes,
}: FakeSlackOptions = {}): Promise<FakeSlack> {
  const server = createServer();
  const url = await listen(server, port);
  const world = createWorld(url, now, scopes);
  const sockets = createSockets(url, ackMs, () => world.watch.changed());
  const faults = createFaults(() => sockets.cut());
  let requestUrl: string | undefined;
  const desk = createDesk(world, sockets, faults, { ackMs, requestUrl: () => requestUrl });
  const router = createRouter({ world, sockets, faults }, desk, shortcuts);
  const handle = getRequestListener(router.fetch, { overrideGlobalObjects: false });
  server.on("request", (request, response) => void handle(request, response));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    faults.down ? socket.destroy() : sockets.accept(request, socket, head),
  );
  const { botToken, appToken, signingSecret } = world.secrets;
  return {
    url,
    apiUrl: `${url}/api/`,
    pageUrl: `${url}/sandbox/slack`,
    team: { id: team.id, name: team.name },
    botToken,
    appToken,
    signingSecret,
    botUserId: app.botUserId,
    users,
    channels,
    calls: world.calls,
    faults,
    get sockets() {
      return sockets.size;
    },
    useHttp(address) {
      requestUrl = address;
    },
    refreshSockets: (reason = "refresh_requested") => sockets.refresh(reason),
    cutSockets: () => sockets.cut(),
    command: (user, text, options = {}) => typeCommand(desk, user, text, options),
    shortcut: (user, callbackId) => pickShortcut(desk, user, callbackId),
    click: (user, at, actionId, options = {}) => clickElement(desk, user, at, actionId, options),
    submit: (user, viewId, values = {}) => submitView(desk, user, viewId, values),
    close: (user, viewId) => dismissView(desk, user, viewId),
    suggest: (user, viewId, blockId, typed) => typeIntoMenu(desk, user, viewId, blockId, typed),
    openHome: (user) => visitHome(desk, user),
    deliver: (type, payload, options = {}) => desk.send({ type, payload, ...options }),
    messages: (channelId, viewer) =>
      world.messages.filter(
        ({ channel, ephemeralFor }) =>
          channel === channelId &&
          (ephemeralFor === undefined || (viewer !== undefined && ephemeralFor === userOf(viewer).id)),
      ),
    directMessages(user) {
      const { id } = directChannelOf(world, userOf(user));
      return world.messages.filter(({ channel }) => channel === id);
    },
    view(user) {
      const view = stackOf(world, userOf(user).id).at(-1);
      return view === undefined ? undefined : toFakeView(world, view);
    },
    home: (user) => world.homes.get(userOf(user).id)?.sent,
    until: (look, timeoutMs = 10_000) => world.watch.until(look, timeoutMs),
    async stop() {
      world.watch.end();
      await sockets.close();
      await close(server);
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
