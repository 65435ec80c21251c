/**
 * The rooms of src/, from the ground up: each may import from those before it, never from those after it, and from its own. Rooms of one line
 * know nothing of each other. `private/` of a room is for that room alone.
 */
export const ROOMS: readonly (readonly string[])[] = [
  ['ground'], // errors, texts, names, quantities, untyped input: nothing of models or servers
  ['facts'], // tables of the domain: files, devices, images, tags
  ['flags'], // what a flag of a server is, takes and means
  ['values'], // what users build once and give: compute, volumes, secrets
  ['imports'], // generated from the CRDs
  ['sources', 'engines'],
  ['fit', 'scaling', 'monitoring', 'traffic'], // what follows from a server: memory, scalers, monitors, routes
  ['profiles'], // what a user says: settings, profiles, the props of a model
  ['render'], // one plan, and the parts of objects that follow from it
  ['checks'], // what is wrong, as remarks on a plan or an object
  ['app'], // what is known of a whole app: registry, ledger, derived objects, neighbours
  ['status', 'cli'], // the cli is a program of its own
  ['.'], // the constructs
];

/** Rooms that users do not see; of the others everything is exported but `private/`. */
export const INTERNAL = ['ground', 'facts', 'flags', 'imports', 'render', 'checks', 'app', 'cli', 'fit'];
