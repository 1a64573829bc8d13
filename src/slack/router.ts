import type { Desk } from "./desk.ts";
import { onClick } from "./handlers/on-click.ts";
import { onClose } from "./handlers/on-close.ts";
import { onCommand } from "./handlers/on-command.ts";
import { onShortcut } from "./handlers/on-shortcut.ts";
import { onSubmit } from "./handlers/on-submit.ts";
import { onSuggest } from "./handlers/on-suggest.ts";
import type { Handlers } from "./payloads.ts";

/** What the app does about what people do: everything is looked up in the catalog, and decided by the gate. */
export function createHandlers(desk: Desk): Handlers {
  const { homes } = desk;
  return {
    command: (payload) => onCommand(desk, payload),
    click: (payload) => ({ work: () => onClick(desk, payload) }),
    submit: (payload) => onSubmit(desk, payload),
    close: (payload) => ({ work: () => onClose(desk, payload) }),
    shortcut: (payload) => ({ work: () => onShortcut(desk, payload) }),
    home: (caller) => ({ work: () => homes.open(caller) }),
    suggest: (payload) => onSuggest(desk, payload),
  };
}
