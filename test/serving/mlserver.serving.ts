import { Duration } from 'cdk8s';
import { askJson } from './harness/http';
import { describeServing, SERVED_NAME } from './harness/suite';
import { makeMlServerModel } from './models/mlserver';
import { Framework, MlServerEngine, MlServerEngineProps, ModelSource } from '../../src';
import { render, Rendered } from '../conformance/render';

interface Inferred {
  readonly outputs: readonly { readonly name: string; readonly data: readonly number[] }[];
}

function rendered(engine: MlServerEngine, path: string): Rendered {
  return render({
    engine,
    name: 'doubler',
    servedName: SERVED_NAME,
    framework: Framework.CUSTOM,
    source: ModelSource.pvc('weights', { path }),
    settings: { timing: { preStopDelay: Duration.seconds(5), drain: Duration.seconds(8), startup: Duration.seconds(60) } },
  });
}

function suite(title: string, props: Partial<MlServerEngineProps>): void {
  const engine = new MlServerEngine({ version: '1.7.1', ...props });
  describeServing({
    server: 'mlserver',
    title,
    engine,
    prepare: folder => {
      makeMlServerModel(`${folder}/doubler`);
      makeMlServerModel(`${folder}/broken`, 'import no_such_module');
      return { claims: { weights: folder } };
    },
    render: () => rendered(engine, 'doubler'),
    broken: {
      missing: { render: () => rendered(engine, 'broken'), says: /No module named 'no_such_module'/ },
      badFlag: { render: () => rendered(new MlServerEngine({ version: '1.7.1', ...props, implementation: 'no_such.Class' }), 'doubler'), says: /no_such/ },
    },
    predict: async (url, name, seconds) => {
      const json = { inputs: [{ name: 'SECONDS', datatype: 'FP32', shape: [1], data: [seconds] }] };
      const { outputs } = await askJson<Inferred>(`${url}/v2/models/${name}/infer`, { json });
      expect(outputs).toMatchObject([{ name: 'DOUBLED', data: [2 * seconds] }]);
    },
    slow: 4,
  });
}

suite('mlserver', {});
suite('mlserver without workers', { parallelWorkers: 0 });
