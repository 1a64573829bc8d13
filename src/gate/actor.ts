/** How a face can ask its person: a form in the MCP client, a prompt on the terminal, or not at all. */
export type Asking = "form" | "terminal" | "none";

/** Who asks, as the face authenticated them; nothing here comes from an argument of the call. */
export interface Actor {
  /** The authenticated principal, such as `local:taro`: what a ticket is bound to. */
  readonly principal: string;
  readonly face: "mcp" | "terminal";
  /** Name and version of the program in front of the person, as it declares itself. */
  readonly client?: { readonly name: string; readonly version: string };
  readonly asking: Asking;
}
