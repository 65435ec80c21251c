import { combinations, SAMPLED } from './catalogue';
import { render, Rendered } from './render';
import { Framework, ModelSource, MlServerEngine, OllamaEngine, ServingEngine, TorchServeEngine, VllmEngine } from '../../src';

/** Every way in which an engine starts its container: with accelerators and without, by a command or by the entry point of the image. */
const STARTS = [...new Map(combinations()
  .filter(one => one.engineClass !== 'ContainerEngine' && !one.fetched && !one.inImage)
  .map(one => [`${one.engineClass} on ${one.compute.accelerator?.name ?? 'a CPU'}`, one])).entries()].map(([title, one]) => ({ ...one, title }));

const rendered = ({ engine, compute, file }: typeof STARTS[number], program?: string[]): Rendered => render({
  engine: program === undefined ? engine : withProgram(engine, program),
  compute,
  source: ModelSource.pvc('weights', { path: file }),
  framework: engine.name === 'mlserver' ? Framework.of('sklearn') : undefined,
});

function withProgram(engine: ServingEngine, program: string[]): ServingEngine {
  const made = engine as unknown as { readonly constructor: new (props: object) => ServingEngine; readonly image?: string; readonly _props: object };
  return new made.constructor({ image: made.image, ...made._props, program });
}

test('every engine that has a program of its own is tried', () => {
  expect([...new Set(STARTS.map(one => one.engineClass))].sort()).toEqual(SAMPLED.engines.filter(name => name !== 'ContainerEngine'));
});

test.each(STARTS)('$title is started by the program that is named, and nothing else of the model changes', one => {
  const [own, named] = [rendered(one), rendered(one, ['/opt/run.sh', 'serve', "it's"])];
  const isShell = own.server.command?.[0] === '/bin/sh';
  if (isShell) expect(named.server.command!.join('\n')).toMatch(/\/opt\/run\.sh serve 'it'/);
  else expect(named.server.command).toEqual(['/opt/run.sh', 'serve', "it's"]);
  const withoutCommand = ({ server }: Rendered) => ({ ...server, command: undefined, args: (server.args ?? []).filter(word => word !== 'nim-serve') });
  expect(withoutCommand(named)).toEqual(withoutCommand(own));
  expect(named.findings).toEqual(own.findings);
});

const file = (name: string) => ModelSource.pvc('weights', { path: name });

test('the script of Ollama calls the program wherever it called its own', () => {
  const { server } = render({ engine: new OllamaEngine({ version: '0.32.15', program: ['/opt/ollama/bin/ollama'] }), source: file('tiny.gguf') });
  expect(server.command!.join('\n')).toContain('\n/opt/ollama/bin/ollama serve &\n');
  expect(server.command!.join('\n')).not.toMatch(/(?<!\/)\bollama [a-z$]/);
});

test('TorchServe is stopped by the program that started it', () => {
  const { server } = render({ engine: new TorchServeEngine({ version: '0.12.0', program: ['/opt/venv/bin/torchserve'] }), source: file('resnet.mar') });
  expect(server.command!.join('\n')).toContain("trap 'stopping=yes; /opt/venv/bin/torchserve --stop' TERM\n/opt/venv/bin/torchserve \"$@\" &");
});

test('vLLM as a module gets the model in a flag: as a word it would serve another one', () => {
  const args = (program: string[]) => render({ engine: new VllmEngine({ version: '0.32.0', program }) }).server.args!.slice(0, 2);
  expect(args(['python3', '-m', 'vllm.entrypoints.openai.api_server'])).toEqual(['--model', '/mnt/models']);
  expect(args(['/opt/venv/bin/vllm', 'serve'])).toEqual(['/mnt/models', '--host']);
});

test.each([
  [['sh', '-c', 'exec vllm serve "$@"']], [['/bin/bash', '-ec', 'exec vllm serve "$@"']], [['env', 'dash', '-c', 'vllm serve "$@"']],
])('the program %j is refused: the script would take the model for its own name', program => {
  expect(() => new VllmEngine({ version: '0.32.0', program })).toThrow(/invalid program, its last word of VllmEngine: got ".*vllm serve.*", allowed is a script with a word after it.*; add the name of the server/);
});

test.each([[['sh', '-c', 'exec vllm serve "$@"', 'vllm']], [['/bin/sh', '/opt/run.sh']], [['python3', '-c', 'import serve']]])('the program %j is taken', program => {
  expect(render({ engine: new VllmEngine({ version: '0.32.0', program }) }).server.command).toEqual(program);
});

test.each([[[]], [['']], [['-m', 'mlserver']], [['mlserver start']]])('the program %j is refused: no container starts', program => {
  expect(() => new MlServerEngine({ version: '1.7.1', program })).toThrow(/invalid program.*allowed is .*program.*name the program and each of its words by itself/);
});
