import { Size } from 'cdk8s';
import { ModelCache, ModelSource, PersistentVolumeAccessMode } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { compute, quota } from '../companion-examples';
import { model, two } from '../rule-examples';

const cache = ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob();
const source = ModelSource.s3('s3://models/llama/', { anonymous: true, size: Size.gibibytes(10) });

/** What is said of a quota beside a model of some replicas, each with one CPU, and the Job that fills their cache. */
function said(hard: { [key: string]: string }, replicas: number = 1): string[] {
  const chart = chartIn('ml');
  two(model({ cache, source, replicas, ...compute(1) }), quota(hard))(chart);
  return findingsOf(chart, 'quota-leaves-job-out').map(({ what }) => what.replace(/^.* has/, 'has'));
}

test.each<[{ [key: string]: string }, number, string[]]>([
  [{ pods: '2' }, 1, []],
  [{ pods: '3' }, 2, []],
  [{ pods: '2' }, 2, ['has pods 2, and 2 of the model beside the Job that fills the cache take more']],
  [{ pods: '1' }, 1, ['has pods 1, and 1 of the model beside the Job that fills the cache take more']],
  [{ pods: '1' }, 2, []], // too small for the model alone, which another rule tells
  [{ 'requests.cpu': '3' }, 3, ['has requests.cpu 3, and 3 of the model beside the Job that fills the cache take more']],
  [{ 'count/deployments.apps': '1', 'pods': '9' }, 1, []],
])('%j is held against %i replicas and the Job together', (hard, replicas, whats) => {
  expect(said(hard, replicas)).toEqual(whats);
});
