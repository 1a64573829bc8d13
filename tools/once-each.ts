/** What `make` gives of each thing, made once: for things that never change. */
export function onceEach<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const made = new WeakMap<Thing, { readonly value: Made }>();
  return (thing) => {
    let known = made.get(thing);
    if (known === undefined) made.set(thing, (known = { value: make(thing) }));
    return known.value;
  };
}
