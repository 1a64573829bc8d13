import { elementsIn } from "../blocks.ts";
import { addMessage, findMessage, storedBlocksOf } from "../messages.ts";
import type { Delivery, FakeUser } from "../model.ts";
import { clickElement } from "../people/click.ts";
import { typeCommand } from "../people/command.ts";
import { nothingSent } from "../people/desk.ts";
import type { Desk } from "../people/desk.ts";
import { pickShortcut, visitHome } from "../people/home.ts";
import { dismissView, typeIntoMenu } from "../people/modal.ts";
import { openViewOf } from "../people/place.ts";
import { complaintsOf, submitAsIs } from "../people/submit.ts";
import { keepings } from "../state.ts";
import { replaceView, storedBlocksOf as viewBlocksOf } from "../views.ts";
import type { OpenView } from "../world.ts";
import { nameOf } from "./entries.ts";
import { enterForm, givenIn } from "./form.ts";

/** What somebody does on the page. */
export interface Doing {
  readonly desk: Desk;
  readonly viewer: FakeUser;
  readonly place: string;
  readonly form: URLSearchParams;
}

/** What can be done on the page, by the last part of the path it is posted to. */
export const deeds: Readonly<Record<string, (doing: Doing) => Promise<Delivery>>> = {
  say: sayIn,
  press: ({ form, ...doing }) =>
    form.has("ts") ? pressInMessage({ form, ...doing }) : pressInView({ form, ...doing }),
  submit,
  search,
  close: ({ desk, viewer, form }) => dismissView(desk, viewer.key, form.get("view") ?? ""),
  open: ({ desk, viewer }) => visitHome(desk, viewer.key),
  shortcut: ({ desk, viewer, form }) => pickShortcut(desk, viewer.key, form.get("shortcut") ?? ""),
};

/** Text that begins with a slash is a command, and else a message. */
async function sayIn({ desk, viewer, place: channel, form }: Doing): Promise<Delivery> {
  const typed = form.get("text") ?? "";
  const [, command, text = ""] = /^(\/\S+)\s*(.*)$/s.exec(typed.trim()) ?? [];
  if (command !== undefined) return typeCommand(desk, viewer.key, text, { channel, command });
  addMessage(desk.world, { channel, user: viewer.id, text: typed });
  desk.world.watch.changed();
  return nothingSent;
}

async function pressInMessage({ desk, viewer, place: channel, form }: Doing): Promise<Delivery> {
  const ts = form.get("ts") ?? "";
  const message = findMessage(desk.world, channel, ts);
  const pressed = pressedIn(message === undefined ? [] : elementsIn(storedBlocksOf(message)), form);
  if (pressed === undefined) return nothingSent;
  return clickElement(desk, viewer.key, { channel, ts }, pressed.actionId, {
    blockId: pressed.blockId,
    value: valueOf(pressed, viewer, form),
  });
}

async function pressInView({ desk, viewer, form }: Doing): Promise<Delivery> {
  const view = entered({ desk, viewer, form });
  const pressed = pressedIn(elementsIn(viewBlocksOf(view)), form);
  if (pressed === undefined) return nothingSent;
  return clickElement(desk, viewer.key, { viewId: view.id }, pressed.actionId, {
    blockId: pressed.blockId,
    value: valueOf(pressed, viewer, form),
  });
}

type Pressed = ReturnType<typeof elementsIn>[number];

function pressedIn(elements: readonly Pressed[], form: URLSearchParams): Pressed | undefined {
  return elements.find((placed) => nameOf(placed) === form.get("press"));
}

function valueOf(pressed: Pressed, viewer: FakeUser, form: URLSearchParams): unknown {
  const isChoice = keepings[pressed.type] !== undefined || pressed.type === "overflow";
  return isChoice ? givenIn(form, viewer, pressed) : undefined;
}

/** The view with what was posted; it is kept even when nothing else comes of it. */
function entered({ desk, viewer, form }: Omit<Doing, "place">): OpenView {
  const view = enterForm(openViewOf(desk.world, viewer, form.get("view") ?? ""), viewer, form);
  replaceView(desk.world, view);
  return view;
}

async function submit(doing: Doing): Promise<Delivery> {
  const view = entered(doing);
  const errors = complaintsOf(view);
  if (Object.keys(errors).length === 0) return submitAsIs(doing.desk, view);
  replaceView(doing.desk.world, { ...view, errors });
  return nothingSent;
}

async function search(doing: Doing): Promise<Delivery> {
  const { desk, viewer, form } = doing;
  const view = entered(doing);
  const name = form.get("search") ?? "";
  const placed = elementsIn(viewBlocksOf(view)).find((each) => nameOf(each) === name);
  return typeIntoMenu(desk, viewer.key, view.id, placed?.blockId ?? name, form.get(`${name}/search`) ?? "");
}
