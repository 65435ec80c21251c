import { Duration } from 'cdk8s';
import { askJson } from './harness/http';
import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { makeModelArchive } from './models/torchserve';
import { Framework, ModelSource, TorchServeEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new TorchServeEngine({ version: '0.12.0', workers: 4 });

function rendered(path: string): Rendered {
  return render({
    engine,
    name: 'doubler',
    servedName: SERVED_NAME,
    framework: Framework.PYTORCH,
    source: ModelSource.pvc('weights', { path }),
    settings: { timing: { startup: Duration.seconds(90) } },
  });
}

describeServing({
  server: 'torchserve',
  title: 'torchserve',
  engine,
  prepare: folder => {
    makeModelArchive(`${folder}/doubler/${SERVED_NAME}.mar`);
    makeModelArchive(`${folder}/broken/${SERVED_NAME}.mar`, 'import no_such_module');
    return { claims: { weights: folder } };
  },
  render: () => rendered('doubler'),
  broken: {
    missing: { render: () => rendered('broken'), says: /No module named 'no_such_module'/ },
    badFlag: { render: () => withArgs(rendered('doubler'), '--no-such-flag'), says: /unrecognized arguments: --no-such-flag/ },
  },
  predict: async (url, name, seconds) => {
    expect(await askJson(`${url}/predictions/${name}`, { json: { seconds } })).toEqual({ doubled: 2 * seconds });
  },
  slow: 4,
});
