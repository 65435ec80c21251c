import { describeServing, SERVED_NAME } from './harness/suite';
import { infer } from './models/inference';
import { makeMlServerModel } from './models/mlserver';
import { Framework, MlServerEngine, MlServerEngineProps, ModelSource } from '../../src';
import { render, Rendered } from '../conformance/render';

function rendered(engine: MlServerEngine, path: string): Rendered {
  return render({
    engine,
    name: 'doubler',
    servedName: SERVED_NAME,
    framework: Framework.CUSTOM,
    source: ModelSource.pvc('weights', { path }),
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
    predict: infer,
    slow: 4,
  });
}

suite('mlserver', {});
suite('mlserver without workers', { workers: 0 });
