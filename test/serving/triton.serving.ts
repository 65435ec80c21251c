import { Duration } from 'cdk8s';
import { askJson } from './harness/http';
import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { makeTritonModel } from './models/triton';
import { Framework, ModelLayout, ModelSource, TritonEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new TritonEngine({ version: '24.10' });

function rendered(path: string): Rendered {
  return render({
    engine,
    name: 'doubler',
    servedName: SERVED_NAME,
    framework: Framework.CUSTOM,
    source: ModelSource.pvc('weights', { path, layout: ModelLayout.VERSIONED }),
    settings: { timing: { preStopDelay: Duration.seconds(5), drain: Duration.seconds(15), startup: Duration.seconds(120) } },
  });
}

interface Inferred {
  readonly outputs: readonly { readonly name: string; readonly data: readonly number[] }[];
}

describeServing({
  server: 'triton',
  title: 'triton',
  engine,
  prepare: folder => {
    makeTritonModel(`${folder}/doubler`);
    makeTritonModel(`${folder}/broken`, 'import no_such_module');
    return { claims: { weights: folder } };
  },
  render: () => rendered('doubler'),
  broken: {
    missing: { render: () => rendered('broken'), says: /failed to load all models/ },
    badFlag: { render: () => withArgs(rendered('doubler'), '--no-such-flag=1'), says: /unrecognized option '--no-such-flag=1'/ },
  },
  predict: async (url, name, seconds) => {
    const json = { inputs: [{ name: 'SECONDS', datatype: 'FP32', shape: [1], data: [seconds] }] };
    const { outputs } = await askJson<Inferred>(`${url}/v2/models/${name}/infer`, { json });
    expect(outputs).toMatchObject([{ name: 'DOUBLED', data: [2 * seconds] }]);
  },
  slow: 4,
});
