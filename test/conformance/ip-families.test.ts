import { combinations, SAMPLED } from './catalogue';
import { render, Rendered } from './render';
import { Framework, IpFamily, ModelSource } from '../../src';
import { INSTEAD } from '../../src/flags/options/option-row';

/** One combination of each engine that mounts its model. */
const ENGINES = SAMPLED.engines
  .map(name => combinations().find(one => one.engineClass === name && !one.fetched && !one.inImage))
  .filter(one => one !== undefined);

const rendered = ({ engine, compute, file }: typeof ENGINES[number], args?: string[], env?: { [name: string]: string }): Rendered => render({
  engine,
  compute,
  source: ModelSource.pvc('weights', { path: file }),
  framework: engine.name === 'mlserver' ? Framework.of('sklearn') : undefined, // the file is one of scikit-learn
  settings: { args, env, service: { ipFamilies: [IpFamily.IPV6] } },
});

const saysIpv4 = ({ server }: Rendered) => JSON.stringify([server.args, server.env]).includes('0.0.0.0');
const rulesOf = ({ findings }: Rendered) => findings.map(({ rule }) => rule);

test.each(ENGINES)('a Service of IPv6 before $engineClass is said where it listens on IPv4 alone', one => {
  const printed = rendered(one);
  expect(rulesOf(printed).includes('service-family-unserved')).toBe(saysIpv4(printed) && one.engine._facts.listensOnIpv6 !== true);
});

const WITH_FLAG = ENGINES.flatMap(one => {
  const flags = one.engine._options.filter(({ instead }) => instead === INSTEAD.listens).flatMap(row => row.flags.slice(0, 1));
  return flags.length === 0 ? [] : [{ ...one, flags }];
});

test.each(WITH_FLAG)('$engineClass takes :: in $flags, in place of 0.0.0.0', one => {
  const printed = rendered(one, one.flags.flatMap(flag => [flag, '::']));
  expect(rulesOf(printed).filter(rule => ['service-family-unserved', 'arg-contradicts-derived', 'arg-given-twice'].includes(rule))).toEqual([]);
  expect(saysIpv4(printed)).toBe(false);
});

test('Ollama and TorchServe answer on both families, and MLServer cannot be told so', () => {
  expect(ENGINES.filter(({ engine }) => engine._facts.listensOnIpv6).map(({ engineClass }) => engineClass)).toEqual(['OllamaEngine', 'TorchServeEngine']);
  const mlserver = ENGINES.find(({ engineClass }) => engineClass === 'MlServerEngine')!;
  expect(() => rendered(mlserver, undefined, { MLSERVER_HOST: '::' })).toThrow(/env-contradicts-derived.*MLSERVER_HOST/s);
});
