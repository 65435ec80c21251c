import { changesBetween } from '../ground/spelling';

/** Something of the app that others name. */
export interface Known {
  readonly name: string;
  readonly namespace?: string;
}

/** The one of which a name is a slip: a letter more or less, or two that changed places. Another letter or a digit tells names apart. */
export function slipOf(name: string, all: readonly Known[]): string | undefined {
  const isSlip = (known: string) => changesBetween(known, name, 1) === 1 && digitsOf(known) === digitsOf(name);
  return all.map(({ name: known }) => known).find(known => isSlip(known) && (known.length !== name.length || lettersOf(known) === lettersOf(name)));
}

/** The other namespaces in which alone the app has something of a name; none where it has it here, or in a chart without a namespace, which may be here. */
export function placesOf({ name, namespace }: Known, all: readonly Known[]): string[] {
  const places = all.filter(one => one.name === name).map(one => one.namespace);
  if (namespace === undefined || places.includes(namespace) || places.includes(undefined)) return [];
  return [...new Set(places as string[])];
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}

function lettersOf(name: string): string {
  return [...name].sort().join('');
}
