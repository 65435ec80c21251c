import { Size } from 'cdk8s';
import { Compute, Cpu, PodVolume } from '../../../src';
import { model, RuleExamples } from '../rule-examples';

const volume = PodVolume.hugePages('pages');
const small = PodVolume.hugePages('pages', { pageSize: Size.mebibytes(2) });
const compute = (otherResources: { [name: string]: string }) => Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(32), otherResources });
const with2Mi = compute({ 'hugepages-2Mi': '1Gi' });
const withBoth = compute({ 'hugepages-2Mi': '1Gi', 'hugepages-1Gi': '1Gi' });

export const examples: RuleExamples = {
  fires: model({ pod: { volumes: [volume] } }),
  holds: model({ pod: { volumes: [volume] }, compute: with2Mi }),
  spared: model({ compute: with2Mi }),
  more: {
    fires: [model({ pod: { volumes: [small] }, compute: compute({ 'hugepages-1Gi': '1Gi' }) }), model({ pod: { volumes: [volume] }, compute: withBoth })],
    holds: [model({ pod: { volumes: [small] }, compute: withBoth })],
    spared: [model({ compute: with2Mi, pod: { volumes: [PodVolume.emptyDir('files', { inMemory: true, sizeLimit: Size.gibibytes(1) })] } })],
  },
  says: /the volume "pages" is in huge pages, and the Pod requests none/,
  fixes: [
    { fix: /request them: otherResources of compute with hugepages-2Mi/, broken: model({ pod: { volumes: [small] } }), mended: [model({ pod: { volumes: [small] }, compute: withBoth })] },
    { fix: /give it a pageSize/, broken: model({ pod: { volumes: [volume] }, compute: withBoth }), mended: [model({ pod: { volumes: [small] }, compute: withBoth })] },
  ],
};
