import { loadAssembly } from './assembly';

interface Documented {
  readonly name: string;
  readonly kind?: string;
  readonly base?: string;
  readonly static?: boolean;
  readonly docs?: { readonly example?: string };
  readonly methods?: readonly Documented[];
}

const types = Object.values(loadAssembly().types) as unknown as readonly Documented[];
const typeOf = (name: string) => types.find(type => type.name === name)!;

/** Classes that a user begins with; every class with an initializer or a factory is one of them. */
const BEGUN_WITH = [
  'Accelerator', 'ClusterDialect', 'Compute', 'Cpu', 'EngineChoice', 'Findings', 'Framework', 'KubernetesVersion', 'MatrixInferCrds', 'ModelCache', 'ModelConstruct',
  'ModelRuntime', 'ModelSource', 'ModelStatusReporter', 'PodVolume', 'Rollout', 'RuntimeProfile', 'SecretKey', 'ServiceAccountRef',
];

/** Classes whose factories are each a choice of its own. */
const WITH_FACTORIES = ['Compute', 'ModelCache', 'ModelSource'];

/** Engines, each of which a user begins with, and how they are asked. */
const ENGINES = types.filter(({ base }) => base === 'cdk8s-matrixinfer.ServingEngine').map(({ name }) => name);

describe('an example that is compiled, and that editors show, stands', () => {
  test.each([...BEGUN_WITH, 'ServerProbe', ...ENGINES])('at %s', name => {
    expect(typeOf(name).docs?.example).toBeDefined();
  });

  test.each(WITH_FACTORIES.flatMap(name => typeOf(name).methods!.filter(method => method.static).map(method => [name, method] as const)))('at %s, factory $name', (_name, { docs }) => {
    expect(docs?.example).toBeDefined();
  });
});
