import { Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, NetworkPolicyIpBlock } from 'cdk8s-plus-27';
import { Accelerator, Compute, ModelCache, PodVolume } from '../../src';
import { chartIn, findingsOf, plainModel } from '../fixtures';

/*
 * What once synthesized and was refused, or warned of, by a real API server: test/cluster/random-props.cluster.ts found each of these.
 */

const gpu = (props: object) => () => Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(1), memory: Size.gibibytes(1), ...props });

describe('the API server refused, and now it throws:', () => {
  test.each<[string, () => unknown, string]>([
    ['more devices than 64 bits count', gpu({ otherResources: { 'example.com/a': '1'.repeat(30) } }), 'example.com/a of otherResources'],
    ['more accelerators than 64 bits count', gpu({ count: 2 ** 63 }), 'count of NVIDIA L4'],
    ['a domain that leaves no room for "requests."', gpu({ otherResources: { [`${'a.'.repeat(124)}abcd/b`]: '1' } }), 'key of otherResources'],
    ['memory of which thousandths overflow', gpu({ memory: Size.tebibytes(1_000_000) }), 'memory'],
    ['a cache of that size', () => ModelCache.claim({ size: Size.tebibytes(1_000_000) }), 'size of the cache'],
    ['a file of a Secret that begins with ".."', () => PodVolume.secret('v', 's', { a: '..a' }), 'does not begin with ".."'],
    ['two files of a Secret in one place', () => PodVolume.secret('v', 's', { a: 'x', b: 'x' }), 'do not lie in each other'],
    ['a file of a Secret in another', () => PodVolume.secret('v', 's', { a: 'x', b: 'x/y' }), 'do not lie in each other'],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('the API server refused, and now it is a finding:', () => {
  test.each(['1:0:0:0:0:0:0:0/16', '::ffff:a00:0/104'])('the IPv6 block %s', cidr => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { network: { to: [NetworkPolicyIpBlock.ipv6(chart, 'ip', cidr)] } });
    expect(findingsOf(chart, 'object-schema').map(({ what }) => what)).toEqual([expect.stringContaining(`${JSON.stringify(cidr)} at spec.egress[3].to[0].ipBlock.cidr`)]);
  });

  test.each(['\ud800', 'a\udc00b'])('the annotation %j, which no file can hold', text => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { serviceMetadata: { annotations: { a: text } } });
    expect(findingsOf(chart, 'object-schema').map(({ what }) => what)).toEqual([expect.stringContaining('of the Service has half of a character')]);
  });

  test('a label of the chart, which is on every object', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'ml', labels: { 'a b': 'c' } });
    plainModel(chart, 'model', { replicas: 2 });
    const what = 'has "a b" at metadata.labels';
    expect(findingsOf(chart, 'object-schema').map(finding => finding.what)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget'].map(kind => expect.stringContaining(`the ${kind} ${what}`)));
    expect(findingsOf(chart, 'model-schema')).toHaveLength(1);
  });

  test('a label or an annotation that was added to an object', () => {
    const chart = chartIn('ml');
    const { model, runtime } = plainModel(chart);
    runtime.deployment.metadata.addLabel('', 'a');
    runtime.serviceObject.metadata.addAnnotation('a', '\ud800');
    model.metadata.addLabel('a', '-');
    expect(findingsOf(chart, 'object-schema').map(({ what }) => what)).toEqual([expect.stringContaining('the Deployment has "" at metadata.labels'), expect.stringContaining('the annotation "a" of the Service has')]);
    expect(findingsOf(chart, 'model-schema')).toHaveLength(1);
  });

  test('a label that a patch adds', () => {
    const chart = chartIn('ml');
    plainModel(chart).runtime.deployment.addJsonPatch(JsonPatch.add('/metadata/labels/team', 1));
    expect(findingsOf(chart, 'object-schema').map(({ what }) => what)).toEqual([expect.stringContaining('the Deployment has 1 at metadata.labels')]);
  });

  test('such a text in a Model, be it the id of the construct', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model\ud800');
    expect(findingsOf(chart, 'model-schema').map(({ what }) => what)).toEqual([expect.stringContaining('of the Model has half of a character')]);
  });
});
