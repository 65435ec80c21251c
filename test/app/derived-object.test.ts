import { ApiObject, App, Chart, IResolver, JsonPatch, Lazy, ResolutionContext, Testing } from 'cdk8s';
import { DerivedObject } from '../../src/app/derived-object';
import { JsonObject } from '../../src/ground/objects';
import { plainModel } from '../fixtures';

function derivedIn(chart: Chart, spec: JsonObject): DerivedObject {
  return new DerivedObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing' }, parts: { spec: () => spec } });
}

/** What cdk8s itself makes of the same object. */
function stock(object: ApiObject): unknown {
  return ApiObject.prototype.toJson.call(object);
}

describe('an object with a derived spec', () => {
  test('is printed as cdk8s prints it, key by key', () => {
    const object = derivedIn(Testing.chart(), { b: 1, a: { z: [3, { y: null, x: undefined, w: 'w' }], empty: {}, none: [] }, 10: 'ten', 9: 'nine', zero: 0, no: false });
    expect(JSON.stringify(object.toJson())).toBe(JSON.stringify(stock(object)));
  });

  test('is printed as cdk8s prints it in a whole model', () => {
    const app = new App();
    const { node } = plainModel(new Chart(app, 'chart', { namespace: 'n', labels: { team: 'a' } }), 'model', { replicas: 2, network: {} });
    const objects = node.findAll().filter(one => one instanceof DerivedObject);
    expect(objects.length).toBeGreaterThan(4);
    for (const object of objects) expect(JSON.stringify(object.toJson())).toBe(JSON.stringify(stock(object)));
  });

  test('has its patches', () => {
    const object = derivedIn(Testing.chart(), { a: 1 });
    object.addJsonPatch(JsonPatch.add('/spec/b', 2));
    expect(object.toJson().spec).toEqual({ a: 1, b: 2 });
  });

  test('has its tokens resolved, where somebody brings one', () => {
    const object = derivedIn(Testing.chart(), { a: Lazy.any({ produce: () => 'later' }), b: (() => 1) as never });
    expect(object.toJson().spec).toMatchObject({ a: 'later' });
  });

  test('goes through the resolvers of the app', () => {
    const shout: IResolver = { resolve: (context: ResolutionContext) => { if (context.value === 'quiet') context.replaceValue('LOUD'); } };
    const object = derivedIn(new Chart(new App({ resolvers: [shout] }), 'chart'), { a: 'quiet' });
    expect(object.toJson().spec).toEqual({ a: 'LOUD' });
  });

  test('keeps the order of its keys when cdk8s is told to', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      expect(Object.keys(derivedIn(Testing.chart(), { b: 1, a: 2 }).toJson().spec as object)).toEqual(['b', 'a']);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('fails as it does in deriving', () => {
    const object = new DerivedObject(Testing.chart(), 'object', { apiVersion: 'v1', kind: 'Thing', metadata: {}, parts: { spec: () => { throw new Error('not derivable'); } } });
    expect(() => object.toJson()).toThrow(/not derivable/);
  });
});
