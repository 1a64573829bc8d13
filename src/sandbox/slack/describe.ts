import type { World } from "./world.ts";

const mostLines = 8;

/** What there is in the workspace, in few lines. */
export function describe({ messages, channels, stacks, calls }: World): string {
  const said = messages.slice(-mostLines).map(({ channel, text, ephemeralFor }) => {
    const place = channels.get(channel)?.name ?? channel;
    const only = ephemeralFor === undefined ? "" : ` (only ${ephemeralFor})`;
    return `${place}${only}: ${text.slice(0, 100)}`;
  });
  const views = [...stacks].map(([user, stack]) => `${user}: ${stack.map(({ id }) => id).join(" > ")}`);
  const answers = calls
    .slice(-mostLines)
    .map(({ method, answer }) => `${method} -> ${JSON.stringify(answer)?.slice(0, 160)}`);
  return [
    ...section("Messages", said),
    ...section("Open modals", views),
    ...section("Last calls", answers),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`${title}:`, ...(lines.length === 0 ? ["none"] : lines).map((line) => `  ${line}`)];
}
