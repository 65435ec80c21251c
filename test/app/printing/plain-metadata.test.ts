import { ApiObject, ApiObjectMetadata, App, Chart, IResolver, Testing } from 'cdk8s';
import { DerivedObject } from '../../../src/app/derived-object';
import { isSorted } from '../../../src/app/printing/plain-metadata';

function both(metadata: ApiObjectMetadata, chart = () => Testing.chart()): [DerivedObject, ApiObject] {
  const identity = { apiVersion: 'v1', kind: 'Thing', metadata };
  return [new DerivedObject(chart(), 'thing', { ...identity, parts: {} }), new ApiObject(chart(), 'thing', identity)];
}

const labelled = () => new Chart(new App(), 'chart', { namespace: 'n', labels: { z: 'of the chart', a: 'of the chart' } });

describe('metadata of an object of the library', () => {
  test.each<ApiObjectMetadata>([
    {},
    { name: 'given', labels: { b: '1', a: '2' }, annotations: { y: '', x: 'no' } },
    { name: 'given', namespace: 'own', labels: {}, annotations: { gone: undefined as never } },
    { name: 'given', finalizers: ['f'], ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'a', uid: '1' }] },
    { name: 'given', labels: { 10: 'ten', 9: 'nine' }, custom: { b: 1, a: [] } },
    { name: 'given', annotations: { token: { resolve: () => 'later' } as never } },
  ])('is that of an ApiObject: %j', metadata => {
    for (const chart of [() => Testing.chart(), labelled]) {
      const [own, stock] = both(metadata, chart);
      expect(JSON.stringify(own.metadata.toJson())).toBe(JSON.stringify(stock.metadata.toJson()));
      expect([own.metadata.name, own.metadata.namespace, own.metadata.getLabel('a')]).toEqual([stock.metadata.name, stock.metadata.namespace, stock.metadata.getLabel('a')]);
    }
  });

  test('has what was added to it', () => {
    const added = both({ name: 'given', labels: { b: '1' } }, labelled).map(({ metadata }) => {
      const seen = [metadata.toJson() as unknown];
      const look = () => seen.push(metadata.toJson());
      metadata.addLabel('c', '2'); look();
      metadata.addAnnotation('c', '3'); look();
      metadata.addFinalizers('f', 'g'); look();
      metadata.addOwnerReference({ apiVersion: 'v1', kind: 'A', name: 'a', uid: '1' }); look();
      metadata.add('generation', 4); look();
      return JSON.stringify(seen);
    });
    expect(added[0]).toBe(added[1]);
  });

  test('goes through the resolvers of the app', () => {
    const shout: IResolver = { resolve: context => { if (context.value === 'quiet') context.replaceValue('LOUD'); } };
    const [own, stock] = both({ name: 'given', labels: { a: 'quiet' } }, () => new Chart(new App({ resolvers: [shout] }), 'chart'));
    expect(own.metadata.toJson()).toEqual({ name: 'given', labels: { a: 'LOUD' } });
    expect(own.metadata.toJson()).toEqual(stock.metadata.toJson());
  });

  test('is a copy each time', () => {
    const [{ metadata }] = both({ name: 'given', labels: { a: '1' } });
    (metadata.toJson() as { labels: { a: string } }).labels.a = 'changed';
    expect(metadata.toJson()).toEqual({ name: 'given', labels: { a: '1' } });
  });
});

test('keys are sorted as cdk8s sorts them, or they are not', () => {
  expect([['a', 'b', 'c'], [], ['a'], ['B', 'a'], ['a', 'B'], ['10', '9'], ['a', 'a']].map(isSorted)).toEqual([true, true, true, true, false, true, false]);
});
