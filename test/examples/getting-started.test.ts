import { commandsIn, follow, stepsOf } from './page-in-order';
import { NEWEST, UserProject } from '../package/packed-package';

/*
 * docs/getting-started.md, from its first block to its last, in a project of its own with the packed package. What it does in a cluster is
 * done by test/cluster/getting-started.cluster.ts.
 */
jest.setTimeout(180_000);

const steps = stepsOf('docs/getting-started.md');

describe('getting started', () => {
  let project: UserProject;
  let printed: string[];
  beforeAll(() => {
    project = new UserProject(NEWEST);
    printed = follow(steps, project);
  });
  afterAll(() => project?.remove());

  test('can be pasted in its order: it compiles and synthesizes after each step, without a warning', () => {
    expect(printed).toHaveLength(4);
    expect(printed.join('\n')).not.toContain('[warning]');
    const { 'dist/crds.k8s.yaml': crds, 'dist/models.k8s.yaml': models } = Object.fromEntries(
      Object.entries(project.synthesized('dist')).map(([file, text]) => [`dist/${file}`, text]),
    );
    expect(crds).toContain('name: models.registry.matrixinfer.ai');
    expect([...models.matchAll(/^kind: (\w+)\n(?:metadata:\n(?: {2}.*\n)*? {2}name: (.+)\n)/gm)].map(([, kind, name]) => `${kind} ${name}`))
      .toEqual(expect.arrayContaining(['Model assistant', 'Model answers', 'Deployment assistant', 'Deployment answers', 'Deployment app']));
    expect(models).toContain('value: http://answers.ml-models.svc:8000/v1');
  });

  test('installs what its files need', () => {
    const installed = commandsIn(steps, 'install').filter(command => command.startsWith('npm install')).join(' ');
    for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs', 'cdk8s-cli', 'tsx', 'typescript@5.9', '@types/node@22']) {
      expect(installed.split(' ')).toContain(name);
    }
  });

  test('names the namespace in every command for a cluster that has one, and makes it and the Secret first', () => {
    const commands = commandsIn(steps, 'in the cluster');
    const namespaced = commands.filter(command => !/ (apply|wait) |create namespace/.test(command));
    expect(namespaced.filter(command => !command.includes('--namespace ml-models'))).toEqual([]);
    expect(commands.slice(0, 2).map(command => command.split(' ').slice(0, 3).join(' '))).toEqual(['kubectl create namespace', 'kubectl create secret']);
  });
});
