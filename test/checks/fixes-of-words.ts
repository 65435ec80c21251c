import { CONTAINER, flags, Mendings, model, mounting, on, vllm } from './fixes-inputs';
import { ContainerEngine } from '../../src';
import { PlainEngineProps, smallCompute } from '../fixtures';

const KIB = 1024;
const PLAIN = flags('2.0.0');
const FORK = flags('2.0.0', 'fork.example.com/fork:2.0.0');

/** A model with arguments, on an engine whose flags are known. */
const args = (words: string[], engine: PlainEngineProps = PLAIN) => on(engine, words.length === 0 ? {} : { args: words });

/** Variables that are long. */
const long = (count: number, bytes: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, 'a'.repeat(bytes)]));

/** The same with their values in files, and the paths of those. */
const files = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, `/extra/a${index}`]));

/** Rules of single words: arguments, variables, and what they come to. */
export const FIXES_OF_WORDS: Mendings = {
  'arg-belongs-to-no-flag': [
    {
      fix: /remove what is too much from args, or put the flag in front that it is the value of/,
      broken: args(['--level', '1', 'stray']),
      mended: [args(['--level', '1']), args(['--level', '1', '--text', 'stray'])],
    },
    {
      fix: /give --names and its values without the =/,
      broken: args(['--names=one', 'two']),
      mended: [args(['--names', 'one', 'two'])],
    },
    {
      fix: /remove it from args, or put the flag in front that it is the value of/,
      broken: vllm({ args: ['7'] }),
      mended: [vllm(), vllm({ args: ['--seed', '7'] })],
    },
  ],
  'arg-in-quotes': [
    { fix: /leave them out: "quoted"/, broken: model({ args: ['--text', '\'quoted\''] }), mended: [model({ args: ['--text', 'quoted'] })] },
    { fix: /leave them out: "a b"/, broken: model({ args: ['--text="a b"'] }), mended: [model({ args: ['--text=a b'] })] },
  ],
  'engine-says-container': [
    {
      fix: /say them to the engine, for example to ContainerEngine, or set registerOnly when they shall only be recorded/,
      broken: model({ command: ['serve'], ports: [{ number: 8080 }] }),
      mended: [
        model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, command: ['serve'], port: 8080 }), compute: smallCompute() } }),
        model({ command: ['serve'], ports: [{ number: 8080 }], registerOnly: true }),
      ],
    },
    {
      fix: /say it to the engine, for example to ContainerEngine, or set registerOnly when it shall only be recorded/,
      broken: model({ command: ['serve'] }),
      mended: [
        model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, command: ['serve'] }), compute: smallCompute() } }),
        model({ command: ['serve'], registerOnly: true }),
      ],
    },
  ],
  'flag-needs-another': [
    {
      fix: /use toolCallParser of the engine, or remove it from args/,
      broken: vllm({ args: ['--enable-auto-tool-choice'] }),
      mended: [vllm({ args: ['--enable-auto-tool-choice'] }, { toolCallParser: 'hermes' }), vllm()],
    },
    {
      fix: /give --enable-log-requests too, or remove it from args/,
      broken: vllm({ args: ['--enable-log-outputs'] }),
      mended: [vllm({ args: ['--enable-log-outputs', '--enable-log-requests'] }), vllm()],
    },
  ],
  'flag-value-missing': [
    { fix: /give its value behind it, or remove it from args/, broken: args(['--level']), mended: [args(['--level', '1']), args([])] },
    {
      fix: /give its value behind it: fast, exact, or remove it from args/,
      broken: args(['--backend']),
      mended: [args(['--backend', 'fast']), args(['--backend', 'exact']), args([])],
    },
    { fix: /give its 2 values behind it, or remove it from args/, broken: args(['--range', '1']), mended: [args(['--range', '1', '2']), args([])] },
    { fix: /give at least one value behind it, or remove it/, broken: args(['--names']), mended: [args(['--names', 'one']), args([])] },
  ],
  'flag-value-refused': [
    { fix: /give --backend what is allowed, or remove it/, broken: args(['--backend', 'slow']), mended: [args(['--backend', 'exact']), args([])] },
    { fix: /give --level what is allowed, or remove it/, broken: args(['--level', 'high']), mended: [args(['--level', '2']), args([])] },
    { fix: /leave the quotation marks out, .*: "exact"/, broken: args(['--backend', '\'exact\'']), mended: [args(['--backend', 'exact'])] },
    {
      fix: /give --config\.mode what is allowed, or remove it from args/,
      broken: args(['--config', '{"mode":"later"}']),
      mended: [args(['--config', '{"mode":"lazy"}']), args([])],
    },
    {
      fix: /use what is allowed for kvCacheDtype, or another version of the server/,
      broken: vllm({}, { version: '0.18.0', kvCacheDtype: 'nvfp4' }),
      mended: [vllm({}, { version: '0.18.0', kvCacheDtype: 'fp8' }), vllm({}, { version: '0.32.0', kvCacheDtype: 'nvfp4' })],
    },
  ],
  'flag-value-unverified': [
    {
      fix: /give --level what is allowed, or remove it from args; acknowledge the finding when the image takes it/,
      broken: args(['--level', 'high'], FORK),
      mended: [args(['--level', '2'], FORK), args([], FORK)],
    },
    {
      fix: /give --enable-cache alone; acknowledge the finding when the image takes it/,
      broken: args(['--enable-cache', 'true'], FORK),
      mended: [args(['--enable-cache'], FORK)],
    },
    {
      fix: /remove it from args, or put the flag in front that it is the value of/,
      broken: args(['stray'], { officialImages: ['acme/plain'] }),
      mended: [args([], { officialImages: ['acme/plain'] }), args(['--text', 'stray'], { officialImages: ['acme/plain'] })],
    },
  ],
  'flag-value-unwanted': [
    { fix: /^give --enable-cache alone$/, broken: args(['--enable-cache', 'true']), mended: [args(['--enable-cache'])] },
    {
      fix: /give --no-enable-cache alone, or remove --enable-cache from args/,
      broken: args(['--enable-cache=false']),
      mended: [args(['--no-enable-cache']), args([])],
    },
    {
      fix: /give --enable-cache alone, or remove --no-enable-cache from args/,
      broken: args(['--no-enable-cache', 'false']),
      mended: [args(['--enable-cache']), args([])],
    },
    { fix: /^remove --quiet from args$/, broken: args(['--quiet', 'off']), mended: [args([])] },
  ],
  'object-large': [{
    fix: /apply it with "kubectl apply --server-side", or take out what is large, or acknowledge the finding/,
    broken: model({ env: long(3, 90 * KIB) }),
    mended: [model({ env: long(2, 90 * KIB) }), model({ env: files(3), pod: mounting })],
  }],
  'object-too-large': [{
    fix: /take out what is large: put it into an image or on a volume, mount it, and give its path/,
    broken: model({ env: long(16, 100 * KIB) }),
    mended: [model({ env: files(16), pod: mounting })],
  }],
  'text-too-long': [
    {
      fix: /put it into a ConfigMap or an image, mount it with pod\.volumes and pod\.mounts, and give its path/,
      broken: model({ env: long(1, 128 * KIB) }),
      mended: [model({ env: files(1), pod: mounting })],
    },
    {
      fix: /put it into a ConfigMap or an image, mount it with pod\.volumes and pod\.mounts, and give its path/,
      broken: vllm({ args: ['--chat-template', `{{ ${'a'.repeat(128 * KIB)} }}`] }),
      mended: [vllm({ args: ['--chat-template', '/extra/chat.jinja'], pod: mounting })],
    },
  ],
};
