import { Duration } from 'cdk8s';
import { Framework, MlServerEngine, ModelLayout, ModelSource, OpenVinoModelServerEngine, ServingEngine, TorchServeEngine, TritonEngine } from '../../src';
import { Rendered, render } from '../conformance/render';

const REPOSITORY = ModelSource.pvc('models', { layout: ModelLayout.REPOSITORY });
const models = ['ranker', 'embedder'];

function served(engine: ServingEngine, source = REPOSITORY, framework?: Framework): Rendered {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return render({ engine, source, framework });
  } finally {
    write.mockRestore();
  }
}

const readiness = ({ server }: Rendered) => [server.startupProbe?.httpGet?.path, server.readinessProbe?.httpGet?.path];

describe('several models in one server', () => {
  test('are loaded by Triton, these and no others, which says when all are ready', () => {
    const triton = served(new TritonEngine({ version: '26.07', models }));
    expect(triton.server.args).toEqual(expect.arrayContaining(['--model-control-mode=explicit', '--load-model=ranker', '--load-model=embedder']));
    expect(readiness(triton)).toEqual(['/v2/health/ready', '/v2/health/ready']);
    expect(triton.findings).toEqual([]);
  });

  test('are looked for again by Triton', () => {
    expect(served(new TritonEngine({ version: '26.07', pollInterval: Duration.seconds(15) })).server.args)
      .toEqual(expect.arrayContaining(['--model-control-mode=poll', '--repository-poll-secs=15']));
  });

  test('are archives of TorchServe, each with a worker before the Pod has started', () => {
    const { server } = served(new TorchServeEngine({ version: '0.12.0', models }), ModelSource.pvc('store'));
    const at = server.args!.indexOf('--models');
    expect(server.args!.slice(at + 1, at + 3)).toEqual(['ranker=ranker.mar', 'embedder=embedder.mar']);
    expect(server.startupProbe!.exec!.command[2]).toContain('"http://127.0.0.1:8081/models/" + name, timeout=9)) for name in ["ranker","embedder"]]');
  });

  test('are said by the configuration of OpenVINO Model Server in the source', () => {
    const ovms = served(new OpenVinoModelServerEngine({ version: '2026.3', models }));
    expect(ovms.server.args).toContain('--config_path=/mnt/models/config.json');
    expect(ovms.server.args!.filter(word => /^--(model_name|model_path|target_device)/.test(word))).toEqual([]);
    expect(readiness(ovms)).toEqual(['/v2/health/ready', '/v2/health/ready']);
  });

  test('are found by MLServer by their settings', () => {
    const mlserver = served(new MlServerEngine({ version: '1.7.1', models }), ModelSource.pvc('models', { path: 'all' }), Framework.of('sklearn'));
    expect(readiness(mlserver)).toEqual(['/v2/health/ready', '/v2/health/ready']);
    expect(mlserver.server.args).toEqual(['start', '/mnt'].slice(1));
  });

  test('are refused of a source that is one', () => {
    expect(() => served(new TritonEngine({ version: '26.07', models }), ModelSource.pvc('models'))).toThrow('models of Triton names ranker, embedder, and the source has the layout files of one model');
    expect(() => served(new OpenVinoModelServerEngine({ version: '2026.3', models }), ModelSource.pvc('models'))).toThrow('set layout: ModelLayout.REPOSITORY');
    expect(() => served(new TorchServeEngine({ version: '0.12.0', models }), ModelSource.pvc('models', { path: 'a.mar' }))).toThrow('give the folder with their archives');
  });

  test.each([[[]], [['a', 'a']], [['a/b']]])('are refused as %j', names => {
    expect(() => new TritonEngine({ version: '26.07', models: names })).toThrow('names of models in the source, each once');
  });

  test('are refused beside what says otherwise', () => {
    expect(() => new TritonEngine({ version: '26.07', models, pollInterval: Duration.seconds(5) })).toThrow('Triton loads what it is told, or what it finds');
    expect(() => new TorchServeEngine({ version: '0.12.0', models, archive: 'a.mar' })).toThrow('without models, whose archives are called <name>.mar');
  });
});
