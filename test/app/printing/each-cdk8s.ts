/* eslint-disable @typescript-eslint/no-require-imports -- everything is loaded once for each cdk8s */

/** The oldest cdk8s that is allowed, and the newest; each brings a `yaml` of its own. */
export const EACH_CDK8S = ['cdk8s', 'cdk8s-newest'];

/** The library, its parts and the fixtures of tests, all of them with one cdk8s. */
export interface Loaded {
  readonly cdk8s: typeof import('cdk8s');
  readonly library: typeof import('../../../src');
  readonly fixtures: typeof import('../../fixtures');
  readonly printing: typeof import('../../../src/app/printing/self-printing') & typeof import('../../../src/app/printing/yaml-text')
    & typeof import('../../../src/app/printing/topology') & typeof import('../../../src/app/printing/undocumented') & typeof import('../../../src/ground/yaml-texts');
}

/**
 * Loads everything afresh with a cdk8s in place of the project's.
 *
 * @param change what is done to that cdk8s before anything else is loaded.
 */
export function loadedWith(name: string, change: (cdk8s: typeof import('cdk8s')) => void = () => undefined): Loaded {
  jest.resetModules();
  jest.doMock('cdk8s', () => jest.requireActual<object>(name));
  const cdk8s = require('cdk8s') as Loaded['cdk8s'];
  change(cdk8s);
  const printing = {
    ...require('../../../src/ground/yaml-texts'),
    ...require('../../../src/app/printing/self-printing'),
    ...require('../../../src/app/printing/topology'),
    ...require('../../../src/app/printing/undocumented'),
    ...require('../../../src/app/printing/yaml-text'),
  } as Loaded['printing'];
  return { cdk8s, library: require('../../../src'), fixtures: require('../../fixtures'), printing };
}
