import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { UserProject } from './packed-package';

/*
 * What a user gets is not this checkout but a tarball. It is packed, installed into a project of its own, and used there
 * by name.
 */
jest.setTimeout(180_000);

let project: UserProject;

beforeAll(() => {
  project = new UserProject();
  project.compile(join(__dirname, 'user-app'));
});

afterAll(() => project?.remove());

/** Text of every file that an app wrote, by its path below the output folder. */
function synthesized(output: string): { [file: string]: string } {
  const folder = join(project.folder, output);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(file => file.endsWith('.yaml')).sort();
  return Object.fromEntries(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

describe('the packed package', () => {
  test('holds what users need, and nothing else', () => {
    const expected = [
      /^package\.json$/, /^README\.md$/, /^LICENSE$/, /^API\.md$/, /^\.jsii$/,
      /^lib\/.+\.(js|d\.ts)$/, /^crds\/[\w.]+\.yaml$/, /^engine-flags\/[-\w]+\.json$/, /^docs\/.+\.md$/,
      /^node_modules\/yaml\//, // bundled: a runtime dependency that is no jsii module
    ];
    expect(project.tarball.files.filter(file => !expected.some(pattern => pattern.test(file)))).toEqual([]);
    expect(expected.filter(pattern => !project.tarball.files.some(file => pattern.test(file)))).toEqual([]);
  });

  test('has no compiled file without its source: lib/ is cleaned before a compile', () => {
    const src = join(__dirname, '..', '..', 'src');
    const sources = new Set((readdirSync(src, { recursive: true }) as string[]).map(file => file.replace(/\.ts$/, '')));
    const compiled = project.tarball.files.filter(file => file.startsWith('lib/')).map(file => file.slice('lib/'.length).replace(/(\.d\.ts|\.js)$/, ''));
    // Besides, the program of reporter/, which is one file and runs in a cluster.
    expect(compiled.filter(file => !sources.has(file))).toEqual(['reporter/model-status-reporter']);
  });

  test('lets users write an engine of their own, in their own repository, importing the package by name only', () => {
    project.run('own-engine', { OUTPUT: 'own-engine' });

    const manifest = synthesized('own-engine')['models.k8s.yaml'];
    expect(manifest).toContain('image: registry.example.com/echo-server:1.2.3');
    expect(manifest).toContain('containerPort: 9999');
    expect(manifest).toContain('path: /alive');
  });

  test.each(['FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'])('leaves the files of an app\'s own charts as they were: %s', outputType => {
    project.run('own-charts', { OUTPUT: `${outputType}-without`, OUTPUT_TYPE: outputType });
    project.run('own-charts', { OUTPUT: `${outputType}-with`, OUTPUT_TYPE: outputType, WITH_LIBRARY: 'true' });

    const [without, withLibrary] = [synthesized(`${outputType}-without`), synthesized(`${outputType}-with`)];
    expect(withLibrary).toMatchObject(without);
    expect(Object.keys(withLibrary).length).toBeGreaterThan(Object.keys(without).length);
  });
});
