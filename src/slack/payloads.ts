import type { Modal, Message } from "./views/blocks.ts";

/** Who did something in Slack, as Slack's own signature or socket vouches for it; names are left out on purpose. */
export interface Caller {
  readonly userId: string;
  /** The team of the user, which in a shared channel is not the one the app is installed in. */
  readonly teamId: string;
  readonly transport: "socket" | "http";
}

/** A slash command. */
export interface CommandPayload {
  readonly caller: Caller;
  readonly text: string;
  readonly channelId: string;
  /** Lives three seconds and opens one modal. */
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** A press of a button on a message or on App Home. */
export interface ClickPayload {
  readonly caller: Caller;
  readonly action: string;
  readonly value: string;
  readonly triggerId: string;
  /** When it was pressed, as Slack counts. */
  readonly actionTs: string;
  /** On a message only. */
  readonly responseUrl?: string;
  readonly message?: { readonly channel: string; readonly ts: string; readonly isEphemeral: boolean };
}

/** A modal as Slack knows it. */
export interface OpenView {
  readonly id: string;
  readonly callback: string;
  /** What we put there: an opaque id. */
  readonly metadata: string;
  /** By block and element; what was typed or chosen. */
  readonly state: ViewState;
}

/** What stands in a modal's inputs: by block id, then by action id, as Slack sends it. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

/** One input as Slack sends it. */
export interface InputState {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
}

/** A modal that was submitted or closed. */
export interface ViewPayload {
  readonly caller: Caller;
  readonly view: OpenView;
  readonly triggerId: string;
}

/** What somebody typed into a select that asks for its options. */
export interface SuggestPayload {
  readonly caller: Caller;
  readonly blockId: string;
  readonly typed: string;
  readonly view: OpenView;
}

/** The global shortcut. */
export interface ShortcutPayload {
  readonly caller: Caller;
  readonly triggerId: string;
}

/** What is said at once, within Slack's three seconds, and the work that comes after it. */
export interface Reaction<Ack> {
  readonly ack?: Ack;
  readonly work?: () => Promise<void>;
}

/** The answer to a submitted modal: faults by block id, or another modal in its place; without one it closes. */
export type ViewAck = { readonly errors: Readonly<Record<string, string>> } | { readonly update: Modal };

/** An option of a select. */
export interface Choice {
  /** At most 75 characters each. */
  readonly label: string;
  readonly value: string;
}

/**
 * What the app does about what people do. The first answer is given without waiting for anything, so that no slow
 * upstream can make Slack give up.
 */
export interface Handlers {
  command(payload: CommandPayload): Reaction<Message>;
  click(payload: ClickPayload): Reaction<never>;
  submit(payload: ViewPayload): Reaction<ViewAck>;
  close(payload: ViewPayload): Reaction<never>;
  shortcut(payload: ShortcutPayload): Reaction<never>;
  home(caller: Caller): Reaction<never>;
  /** Within two seconds: Slack waits for the answer itself. */
  suggest(payload: SuggestPayload): Promise<readonly Choice[]>;
}
