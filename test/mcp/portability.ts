/** A part of a schema, and the place it stands at, such as `#/users/[]/name`. */
interface Place {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The keywords that a model API reads, by the type they stand at. */
type Keywords = Readonly<Record<string, readonly string[]>>;

/** What hosts refuse whatever the model behind them: each of these has broken some host for all tools of a server. */
export function faultsForHosts(schema: object): readonly string[] {
  const { type } = schema as { readonly type?: unknown };
  const root = type === "object" ? [] : ["# is no object"];
  return [...root, ...placesIn(schema).flatMap(({ path, schema: inner }) => hostFaults(inner, path))];
}

const references = ["$ref", "$defs", "$schema"];
const logic = ["oneOf", "anyOf", "allOf", "not", "if"];
const unportable = [...references, ...logic, "prefixItems", "propertyNames"];

function hostFaults(schema: Place["schema"], path: string): readonly string[] {
  const { type, items } = schema;
  const isOpen = type === "array" && (typeof items !== "object" || items === null);
  return [
    ...unportable.filter((key) => key in schema).map((key) => `${path} has ${key}`),
    ...(Array.isArray(type) ? [`${path} has a list of types`] : []),
    ...(isOpen ? [`${path} has no items`] : []),
  ];
}

/** What OpenAI's structured outputs read of a schema (guide "Structured outputs", section "Supported schemas"). */
const openAi: Keywords = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["enum", "pattern", "format"],
  integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "enum"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "enum"],
  boolean: ["enum"],
};

/**
 * What does not fit into OpenAI's strict mode once a host has made it strict: each object closed, each argument required and
 * an optional one nullable, without what only advises (the server checks all of it again).
 */
export function faultsForOpenAi(schema: object): readonly string[] {
  const places = placesIn(schema);
  const properties = places.flatMap(({ schema: { properties } }) => Object.keys(properties ?? {}));
  const deepest = Math.max(...places.map(({ path }) => path.split("/").length));
  return [
    ...faultsUnder(openAi, places, ["default", "minLength", "maxLength"]),
    // An object that is closed and declares nothing can hold nothing.
    ...places.filter(({ path, schema: inner }) => path !== "#" && isBare(inner)).map(bare),
    ...(properties.length > 5_000 ? [`${properties.length} properties`] : []),
    ...(deepest > 10 ? [`${deepest} levels`] : []),
  ];
}

/** What Gemini reads of a function's parameters (API reference, `Schema`). */
const gemini: Keywords = {
  object: ["properties", "required", "minProperties", "maxProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["enum", "pattern", "minLength", "maxLength", "default"],
  integer: ["minimum", "maximum", "default"],
  number: ["minimum", "maximum", "default"],
  boolean: ["default"],
};

/** What does not fit into Gemini's subset once a host has left out `additionalProperties`, as all do. */
export function faultsForGemini(schema: object): readonly string[] {
  const places = placesIn(schema);
  return [
    ...faultsUnder(gemini, places, ["additionalProperties"]),
    // "should be non-empty for OBJECT type"; without arguments a host leaves the parameters out.
    ...places.filter(({ path, schema: inner }) => path !== "#" && isBare(inner)).map(bare),
  ];
}

function faultsUnder(known: Keywords, places: readonly Place[], dropped: readonly string[]) {
  return places.flatMap(({ path, schema }) => {
    const keywords = known[String(schema["type"])];
    if (keywords === undefined) return [`${path} has the type ${String(schema["type"])}`];
    const all = ["type", "title", "description", ...keywords, ...dropped];
    return [
      ...Object.keys(schema)
        .filter((key) => !all.includes(key))
        .map((key) => `${path} has ${key}`),
      ...(hasLookaround(schema) ? [`${path} looks around in its pattern`] : []),
      ...undeclared(schema).map((name) => `${path} requires ${name} and does not declare it`),
    ];
  });
}

function isBare({ type, properties }: Place["schema"]): boolean {
  return type === "object" && Object.keys(properties ?? {}).length === 0;
}

function bare({ path }: Place): string {
  return `${path} is an object that declares nothing`;
}

/** Neither reads it: their patterns are made for automata. */
function hasLookaround({ pattern }: Place["schema"]): boolean {
  return typeof pattern === "string" && /\(\?[=!<]/.test(pattern);
}

function undeclared({ required, properties }: Place["schema"]): readonly string[] {
  const names: readonly string[] = Array.isArray(required) ? required : [];
  return names.filter((name) => !Object.hasOwn(properties ?? {}, name));
}

/** A schema and all in it. Names of properties are no keywords. */
function placesIn(schema: unknown, path = "#"): readonly Place[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, items, additionalProperties } = schema as Readonly<Record<string, unknown>>;
  return [
    { path, schema: { ...schema } },
    ...Object.entries(properties as object).flatMap(([name, inner]) => placesIn(inner, `${path}/${name}`)),
    ...placesIn(items, `${path}/[]`),
    ...placesIn(additionalProperties, `${path}/*`),
  ];
}
