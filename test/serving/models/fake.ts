/*
 * A server that does what it is told to, so that every check can be seen to fail: `node fake-server.mjs`, all by variables.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResolvedImage } from '../install/resolve';
import { Container, PodTemplate } from '../pod/template';

/** Listens on PORT at ADDRESS, writes a file where CACHE says, answers `/work` after SECONDS, and at SIGTERM does as DRAIN says. */
const SERVER = `
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { PORT, ADDRESS = '0.0.0.0', CACHE, DRAIN = 'finish', LIVE_FOR } = process.env;
if (CACHE) writeFileSync(CACHE, Buffer.alloc(Number(process.env.BYTES ?? 1)));
const began = Date.now();
const server = createServer((request, response) => {
  if (request.url === '/health') {
    const alive = !LIVE_FOR || Date.now() - began < Number(LIVE_FOR) * 1000;
    return response.writeHead(alive ? 200 : 503).end();
  }
  if (request.url === '/where') return response.end(JSON.stringify({ args: process.argv.slice(2), env: process.env, uid: process.getuid(), gid: process.getgid(), pid: process.pid, cwd: process.cwd() }));
  if (request.url.startsWith('/work/')) return setTimeout(() => response.end('done'), Number(request.url.slice(6)) * 1000);
  response.writeHead(404).end();
});
server.listen(Number(PORT), ADDRESS, () => console.log('listening'));
process.on('SIGTERM', () => {
  console.log('SIGTERM');
  if (DRAIN === 'finish') server.close(() => process.exit(0));
  if (DRAIN === 'cut') process.exit(0);
});
`;

/** The image of it: the Node that runs the tests, and its only file. */
export function fakeImage(folder: string): ResolvedImage {
  const file = join(folder, 'fake-server.mjs');
  writeFileSync(file, SERVER);
  return { files: { '/app/server.mjs': file, '/app/node': process.execPath }, env: { PATH: '/usr/bin:/bin', FROM_IMAGE: 'yes' }, workingDir: '/app' };
}

/** A Pod that is right in everything; `container` and `spec` say what is not. */
export function fakePod(container: Partial<Container> = {}, spec: Partial<PodTemplate['spec']> = {}): PodTemplate {
  const probe = { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 3 };
  return {
    spec: {
      securityContext: { runAsUser: 1000, runAsGroup: 3000 },
      terminationGracePeriodSeconds: 8,
      volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Mi' } }],
      containers: [{
        name: 'server',
        image: 'fake:1',
        command: ['/app/node', '/app/server.mjs'],
        env: [{ name: 'PORT', value: '8000' }, { name: 'CACHE', value: '/tmp/cache' }],
        ports: [{ name: 'http', containerPort: 8000 }],
        startupProbe: { ...probe, failureThreshold: 5 },
        readinessProbe: probe,
        livenessProbe: probe,
        lifecycle: { preStop: { sleep: { seconds: 2 } } },
        securityContext: { readOnlyRootFilesystem: true },
        volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        ...container,
      }],
      ...spec,
    },
  };
}
