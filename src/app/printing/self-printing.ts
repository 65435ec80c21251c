import { Yaml } from 'cdk8s';
import { asksForText, READ_OF_NODES, sayingItself } from './undocumented';
import { tryYamlText } from './yaml-text';
import { printable } from '../../ground/yaml-texts';

/** The texts of objects that were made to print themselves, as long as they are what they were. */
const says = new WeakSet<object>();

/** Lets a manifest print itself: to everybody who looks at it, it is the data that it was. Where that does not work, it is printed by cdk8s. */
export function selfPrinting<Manifest extends object>(manifest: Manifest): Manifest {
  if (!asksForText() || READ_OF_NODES.some(member => Object.hasOwn(manifest, member))) return printable(manifest);
  says.add(manifest);
  return sayingItself(manifest, () => documentText(manifest).slice(0, -1));
}

/** The text of a document, with its last line break: that of `Yaml.stringify`. */
export function documentText(document: unknown): string {
  if (typeof document !== 'object' || document === null || !says.has(document)) return Yaml.stringify(document);
  return tryYamlText(document) ?? Yaml.stringify(printable({ ...document }));
}
