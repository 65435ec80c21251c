import { JsonPatch, Lazy } from 'cdk8s';
import { Findings } from '../../src';
import { chartIn, plainModel } from '../fixtures';

const patched = (value: unknown) => () => plainModel(chartIn(), 'model', { pod: { patches: [JsonPatch.add('/spec/hostname', value)] } });
const loop: { [member: string]: unknown } = { a: { b: [] } };
(loop.a as { b: unknown[] }).b.push({ c: loop });

test('a value that contains itself is named at the place where it does', () => {
  expect(patched(loop)).toThrow(/^\[chart\/model\] invalid pod\.patches\[0\]\.value\.a\.b\[0\]\.c of .*remove it here: it contains itself$/);
  const shared = { name: 'a' };
  expect(patched([shared, shared])).not.toThrow();
});

test.each([
  ['a Lazy', Lazy.any({ produce: () => 'a' })], ['a token of another copy of cdk8s', { resolve: () => 'a' }], ['a Lazy in a list', [Lazy.any({ produce: () => 'a' })]],
])('%s is called by what it is', (_what, value) => {
  expect(patched(value)).toThrow(/of ModelConstruct: .*give the value itself: this is a Lazy or a token/);
  expect(patched(value)).not.toThrow(/producer|a function/);
});

test('a patch of an object whose test fails is looked for in its value, and one without a place in its path', () => {
  const model = plainModel(chartIn(), 'model');
  model.runtime.deployment.addJsonPatch(JsonPatch.test('/spec/template/spec/enableServiceLinks', true));
  model.runtime.serviceObject.addJsonPatch(JsonPatch.test('/spec/nothing', true));
  expect(Findings.of(model).filter(({ rule }) => rule === 'patch-failed').map(({ fix }) => fix.split(':')[0])).toEqual(['look at the value', 'look at the path']);
});
