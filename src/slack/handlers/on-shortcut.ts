import { catalog } from "../../../tools/index.ts";
import type { Desk } from "../desk.ts";
import { paletteModal } from "../forms/palette.ts";
import type { ShortcutPayload } from "../payloads.ts";
import { within } from "../within.ts";

/** A modal has to open within three seconds; looking somebody up may take longer. */
const patienceMs = 1_000;

/** Opens the palette in the language of whoever wants it. */
export async function onShortcut(
  { surface, people, gate }: Desk,
  { caller, triggerId }: ShortcutPayload,
): Promise<void> {
  const language =
    (await within(patienceMs, people.languageFor(caller.userId))) ?? people.languageOf(caller.userId);
  await surface.open(triggerId, paletteModal(language, catalog.filter(gate.isOffered)));
}
