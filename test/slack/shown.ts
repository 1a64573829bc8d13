interface Part {
  readonly type: string;
  readonly text?: string | Part;
  readonly [field: string]: unknown;
}

/** Blocks as somebody in Slack reads them, in lines: `[Label]` is a button, `|` stands before letters of one width. */
export function shown(blocks: readonly unknown[]): string {
  return `\n${(blocks as readonly Part[]).map(blockOf).join("\n")}\n`;
}

/** The buttons in blocks, in order. */
export function buttonsIn(value: unknown): readonly Part[] {
  if (typeof value !== "object" || value === null) return [];
  const part = value as Part;
  return part.type === "button" ? [part] : Object.values(part).flatMap(buttonsIn);
}

/** The actions that the buttons in blocks stand for. */
export function actionsIn(value: unknown): readonly unknown[] {
  return buttonsIn(value).map((button) => button["action_id"]);
}

function blockOf(block: Part): string {
  const side = block["accessory"] === undefined ? "" : ` ${buttonOf(block["accessory"] as Part)}`;
  const fields = (block["fields"] ?? []) as readonly Part[];
  const elements = (block["elements"] ?? []) as readonly Part[];
  switch (block.type) {
    case "header":
      return `# ${textOf(block.text)}`;
    case "section":
      return (
        [...(block.text === undefined ? [] : [textOf(block.text)]), ...fields.map(fieldOf)].join("\n") + side
      );
    case "context":
      return `(${elements.map(textOf).join(" ")})`;
    case "actions":
      return elements.map(buttonOf).join(" ");
    case "rich_text":
      return elements
        .flatMap((inner) => ((inner["elements"] ?? []) as readonly Part[]).map(textOf))
        .join("\n")
        .replace(/^/gm, "| ");
    case "input":
      return `${textOf(block["label"] as Part)}: ____`;
    default:
      return block.type;
  }
}

function fieldOf(field: Part): string {
  return textOf(field).replace("\n", " ");
}

function buttonOf(button: Part): string {
  const dialog = button["confirm"] as { readonly text: Part } | undefined;
  return `[${textOf(button.text)}${dialog === undefined ? "" : ` → ${textOf(dialog.text)}`}]`;
}

function textOf(text: string | Part | undefined): string {
  if (text === undefined) return "";
  const plain = typeof text === "string" ? text : textOf(text.text);
  return plain.replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1").replaceAll("\u200b", "");
}
