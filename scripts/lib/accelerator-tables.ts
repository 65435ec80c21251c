import { Accelerator } from '../../src';
import { acceleratorRow } from '../../src/facts/accelerators';
import { partitionModes } from '../../src/values/private/accelerator-parts';

/** What docs/accelerators.md says of the accelerators that have a name: their facts, and into what they can be divided. */
export function acceleratorTables(table: (head: string[], rows: string[][]) => string): { [what: string]: string } {
  const named = Object.entries(Accelerator).filter((entry): entry is [string, Accelerator] => entry[1] instanceof Accelerator);
  const code = (text: string | undefined) => (text === undefined ? '–' : `\`${text}\``);
  return {
    accelerators: table(
      ['`Accelerator.`', 'resource', 'memory', 'cores', 'most on a node', 'GKE', 'Karpenter', 'label of the vendor', 'CPU', 'known from'],
      named.map(([member, { resource, memory, cores, mostPerNode, gkeName, karpenterName, productLabel, architecture, name }]) => [
        `\`${member}\``, code(resource), memory === undefined ? '–' : `${Math.round(memory.toMebibytes() / 102.4) / 10} GiB`, String(cores),
        String(mostPerNode ?? '–'),
        code(gkeName), code(karpenterName), code(productLabel), architecture ?? 'any', acceleratorRow(name).source,
      ]),
    ),
    slices: table(
      ['`Accelerator.`', 'MIG profiles', 'partitions'],
      named.flatMap(([member, { _traits: { migProfiles = '', dies } }]) => (migProfiles === '' && dies === undefined ? [] : [[
        `\`${member}\``, migProfiles === '*' ? 'any' : migProfiles === '' ? '–' : migProfiles.split(' ').map(code).join(' '),
        dies === undefined ? '–' : partitionModes(dies).map(code).join(' '),
      ]])),
    ),
  };
}
