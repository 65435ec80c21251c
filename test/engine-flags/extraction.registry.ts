import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { engineFlags, engines, namesIn, valuesIn } from '../../scripts/engine-flags/data';
import { runTool, whatIsMissing } from '../../scripts/engine-flags/tool';

const missing = whatIsMissing();
if (missing) {
  if (process.env.CI === 'true') throw new Error(missing);
  process.stderr.write(`skipped: the flags are not read afresh, ${missing}\n`);
}

/**
 * One version per engine, read from its package again: the oldest sources and the newest are written differently, so both are in here. The newest,
 * where none is named.
 */
const VERSIONS: { [engine: string]: string } = {
  vllm: '0.33.0',
  sglang: '0.5.23',
  lmdeploy: '0.6.0',
};

(missing ? describe.skip : describe)('the data is what the packages say', () => {
  let sources: string;
  beforeAll(() => { sources = mkdtempSync(join(tmpdir(), 'engine-flags-')); });
  afterAll(() => rmSync(sources, { recursive: true, force: true }));

  test.each(engines())('%s, one version read afresh', engine => {
    // GIVEN
    const data = engineFlags(engine);
    const version = VERSIONS[engine] ?? data.versions[data.versions.length - 1];

    // WHEN
    const found = JSON.parse(runTool(['extract', engine, version], { capture: true, sources }));

    // THEN
    expect(found).toEqual({ flags: namesIn(data, version), values: valuesIn(data, version), metrics: namesIn(data, version, 'metrics') });
  });
});
