import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { infer } from './models/inference';
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
  });
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
  predict: infer,
  slow: 4,
});
