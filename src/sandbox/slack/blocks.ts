import { idFrom } from "./ids.ts";
import { fieldsOf, listOf, textOf } from "./plain.ts";
import type { Fields } from "./plain.ts";

/** An element somebody can act on, and the block it stands in. */
export interface Placed {
  readonly block: Fields;
  readonly blockId: string;
  readonly element: Fields;
  readonly actionId: string;
  readonly type: string;
}

const inert = new Set(["plain_text", "mrkdwn", "image", "url"]);

/**
 * The blocks as Slack keeps and echoes them: blocks and elements without an id get one, and texts their defaults. The
 * same seed gives the same ids.
 */
export function toStored(blocks: readonly unknown[], seed: string): readonly Fields[] {
  return blocks.map((block, index) => toStoredBlock(fieldsOf(block), `${seed}/${index}`));
}

function toStoredBlock(block: Fields, seed: string): Fields {
  const { elements, element, accessory, child_blocks: children } = block;
  const hasElements = block["type"] === "actions" || block["type"] === "context_actions";
  const stored: Fields = {
    ...block,
    block_id: block["block_id"] ?? idFrom(seed),
    ...(hasElements && {
      elements: listOf(elements).map((each, index) => withActionId(each, `${seed}/${index}`)),
    }),
    ...(element !== undefined && { element: withActionId(element, seed) }),
    ...(accessory !== undefined && { accessory: withActionId(accessory, seed) }),
    ...(children !== undefined && { child_blocks: toStored(listOf(children), seed) }),
  };
  return fieldsOf(withTextDefaults(stored));
}

function withActionId(value: unknown, seed: string): unknown {
  const element = fieldsOf(value);
  if (inert.has(String(element["type"]))) return value;
  return { ...element, action_id: element["action_id"] ?? idFrom(`${seed}/action`) };
}

function withTextDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextDefaults);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withTextDefaults(each)]),
  );
  if (fields["type"] === "plain_text") return { emoji: true, ...fields };
  if (fields["type"] === "mrkdwn") return { verbatim: false, ...fields };
  return fields;
}

/** Everything in stored blocks that somebody can act on, in reading order. */
export function elementsIn(stored: readonly Fields[]): readonly Placed[] {
  return stored.flatMap((block) => [
    ...listOf(block["child_blocks"]).flatMap((child) => elementsIn([fieldsOf(child)])),
    ...ownElements(block),
  ]);
}

function ownElements(block: Fields): readonly Placed[] {
  const own = [
    block["accessory"],
    block["element"],
    ...(block["type"] === "rich_text" ? [] : listOf(block["elements"])),
  ];
  return own.map(fieldsOf).flatMap((element) => {
    const actionId = textOf(element["action_id"]);
    const type = String(element["type"]);
    if (actionId === undefined || inert.has(type)) return [];
    return [{ block, blockId: String(block["block_id"]), element, actionId, type }];
  });
}
