/** What stands for the variable of a template. */
export interface Address<Template> {
  readonly of: Template;
  /** Empty where there is no variable. */
  readonly id: string;
}

const longestUri = 2_000;
const longestId = 255;
/** One segment of a path (RFC 3986), of which nothing is left to be guessed. */
const segment = /^(?:[\w.~!$&'()*+,;=:@-]|%[\da-f]{2})+$/i;

/** The template that a URI fits, and what the URI has in the place of its variable; undefined for any other text. */
export function addressAmong<Template extends { readonly uri: string }>(
  templates: readonly Template[],
  uri: string,
): Address<Template> | undefined {
  if (uri.length > longestUri) return undefined;
  const fixed = templates.find((template) => template.uri === uri);
  if (fixed !== undefined) return variableOf(fixed.uri) === undefined ? { of: fixed, id: "" } : undefined;
  for (const template of templates) {
    const id = idIn(uri, template.uri);
    if (id !== undefined) return { of: template, id };
  }
  return undefined;
}

/** The name of a template's variable; undefined for an address without one. */
export function variableOf(template: string): string | undefined {
  return /\{(\w+)\}/.exec(template)?.[1];
}

/** Whether a name can stand in an address: it is no path, and holds nothing that cannot be seen. */
export function isAddressable(id: string): boolean {
  return id.length <= longestId && id.trim() !== "" && !/^\.+$|[/\\]|\p{C}/u.test(id);
}

function idIn(uri: string, template: string): string | undefined {
  const [before = "", after] = template.split(/\{\w+\}/);
  if (after === undefined || !uri.startsWith(before) || !uri.endsWith(after)) return undefined;
  const raw = uri.slice(before.length, after === "" ? undefined : -after.length);
  const id = segment.test(raw) ? decoded(raw) : undefined;
  return id !== undefined && isAddressable(id) ? id : undefined;
}

/** Undefined for what is no UTF-8. */
function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
