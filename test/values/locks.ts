import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ModelLock } from '../../src';

/** Path of a file with a lock. */
export function lockFile(content: object | string, name = 'matrixinfer.lock.json'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-lock-')), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify({ version: 1, ...content }));
  return path;
}

/** A lock that knows one image. */
export function lockOf(tag: string): ModelLock {
  return ModelLock.fromFile(lockFile({ images: { [`docker.io/library/any:${tag}`]: `sha256:${'0'.repeat(64)}` } }));
}
