import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPython } from '../install/python-environment';

const HANDLER = `
import time

def handle(requests, context):
    return None if requests is None else [answer(request["body"]) for request in requests]

def answer(body):
    time.sleep(body["seconds"])
    return {"doubled": 2 * body["seconds"]}
`;

/**
 * An archive with a model that takes as long as it is told to, and doubles. `handler` is other code, for one that is broken.
 * https://github.com/pytorch/serve/tree/master/model-archiver
 */
export function makeModelArchive(file: string, handler: string = HANDLER): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-archive-'));
  mkdirSync(join(folder, 'MAR-INF'));
  const manifest = { runtime: 'python', model: { modelName: 'doubler', handler: 'doubler.py', modelVersion: '1.0' }, archiverVersion: '0.12.0' };
  writeFileSync(join(folder, 'MAR-INF', 'MANIFEST.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'doubler.py'), handler);
  mkdirSync(dirname(file), { recursive: true });
  const { status, stderr } = spawnSync(findPython()!.program, ['-m', 'zipfile', '-c', file, 'MAR-INF', 'doubler.py'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`${file} could not be packed: ${stderr}`);
}
