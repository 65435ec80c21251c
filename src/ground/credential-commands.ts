/*
 * Options of well-known programs that take a password, and are not called so: `curl -u user:password`. A command is read alike as a list of
 * words, as containers, probes and hooks have it, and as a line of a script.
 */

/**
 * Whether something else can be meant. `mysql -p name` asks for the password, and opens the database: there is much doubt, only a word that is
 * made of no words is a password. A word that looks like a program in the middle of a command can be the name of a host.
 */
export type Doubt = 'none' | 'some' | 'much';

/** A part of one word of a command that stands where a password belongs. */
export interface SecretWord {
  /** The number of the word. */
  readonly word: number;
  readonly start: number;
  readonly end: number;
  /** For messages: `curl -u`. */
  readonly option: string;
  readonly doubt: Doubt;
}

/**
 * Programs; the subcommand that has to be among their words, if any; and where the password is: `-p` is the next word, or stands behind the
 * option, or behind a "="; `-p!` stands behind it only; of `-u:`, `-U%` and `-u,` the value is a name, that sign and the password; `@2` is the second word
 * behind the subcommand that is no option.
 */
const PROGRAMS: readonly [programs: string, subcommand: string, places: string][] = [
  ['curl', '', '-u: -U: --user: --proxy-user: --oauth2-bearer --pass --proxy-pass --tlspassword'],
  ['wget wget2', '', '--user: --password --http-password --ftp-password --proxy-password'],
  ['http https xh xhs', '', '-a: --auth: -A'],
  ['mysql mysqldump mysqladmin mysqlimport mysqlshow mysqlcheck mysqlslap mysqlsh mariadb mariadb-dump mariadb-admin mariadb-backup', '', '-p! --password!'],
  ['redis-cli valkey-cli keydb-cli redis-benchmark valkey-benchmark', '', '-a --pass'],
  ['redis-server valkey-server keydb-server', '', '--requirepass --masterauth'],
  ['aws', 'aws_secret_access_key', '@1'], ['aws', 'aws_session_token', '@1'],
  ['mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat', '', '-p --password'],
  ['sshpass cqlsh twine ncftpget ncftpput ncftpls beeline', '', '-p --password'],
  ['sqlcmd bcp osql ipmitool mosquitto_pub mosquitto_sub unzip zip', '', '-P'],
  ['7z 7za 7zz 7zr rar unrar', '', '-p!'],
  ['docker podman nerdctl buildah skopeo helm oras crane regctl az oc cf ibmcloud argocd', 'login', '-p --password'],
  ['skopeo buildah podman', '', '--creds: --src-creds: --dest-creds:'],
  ['airflow', 'create', '-p'],
  ['ldapsearch ldapmodify ldapadd ldapdelete ldapwhoami ldapcompare ldappasswd', '', '-w'],
  ['smbclient rpcclient smbget smbmap', '', '-U% --user%'],
  ['lftp', '', '-u,'],
  ['openssl', '', '-pass: -passin: -passout: -password:'],
  ['openssl', 'enc', '-k -K'],
  ['gpg gpg2 ssh-keygen', '', '--passphrase'],
  ['ssh-keygen', '', '-N -P'],
  ['snmpget snmpwalk snmpset snmpbulkwalk', '', '-A -X'],
  ['etcdctl', '', '--user: --password'],
  ['influx doctl vercel', '', '-t'],
  ['vault wandb cargo', 'login', '@1'],
  ['mc mcli', 'set', '@4'],
  ['htpasswd', '-b', '@3'], ['htpasswd', '-bc', '@3'], ['htpasswd', '-nb', '@2'], ['htpasswd', '-bn', '@2'],
  ['rclone', 'obscure', '@1'],
];

interface Place {
  readonly option: string;
  /** The sign between a name and the password; `!` where the password stands right behind the option. */
  readonly sign: string;
}

type Row = { readonly subcommand: string; readonly places: readonly Place[] };

let rows: ReadonlyMap<string, readonly Row[]> | undefined;

/** The rows of a program, by its name; read when the first script is. */
function rowsOf(program: string): readonly Row[] {
  rows ??= readRows();
  return rows.get(program) ?? [];
}

function readRows(): ReadonlyMap<string, readonly Row[]> {
  const read = new Map<string, Row[]>();
  for (const [programs, subcommand, places] of PROGRAMS) {
    const row = { subcommand, places: places.split(' ').map(place => ({ option: place.replace(/[!:%,]$/, ''), sign: /[!:%,]$/.exec(place)?.[0] ?? '' })) };
    for (const program of programs.split(' ')) read.set(program, [...(read.get(program) ?? []), row]);
  }
  return read;
}

/** Text that a script has to have in it to call one of the programs. */
export const COMMAND_TRACES = new RegExp(
  `(?<![\\w.-])(?:${[...new Set(PROGRAMS.flatMap(([programs]) => programs.split(' ')))].join('|')})(?:\\.exe)?(?=["']?[\\s,])`,
);

/** Words that can stand in front of a program, or between lines: `if`, `X=y`, `sudo`, `timeout 5`. */
const WRAPPERS = /^(?:if|then|else|elif|while|until|do|time|exec|eval|sudo|env|nohup|nice|timeout|xargs|command|tini|dumb-init|gosu|su-exec|RUN|CMD|!|[A-Za-z_]\w*=.*)$/s;
const OF_WRAPPERS = /^(?:-.*|\d+[smh]?)$/s;

/** The passwords in a command that is given word by word; `--` and the signs that end a command in a shell begin another. */
export function secretWords(words: readonly string[]): SecretWord[] {
  const found: SecretWord[] = [];
  let first = 0;
  for (let index = 0; index <= words.length; index++) {
    if (index < words.length && !/^(?:--|[;|&\n()[\]{}]+)$/.test(words[index])) continue;
    for (const one of inCommand(words.slice(first, index))) found.push({ ...one, word: one.word + first });
    first = index + 1;
  }
  return found;
}

function inCommand(words: readonly string[]): SecretWord[] {
  let first = 0;
  while (first < words.length && (WRAPPERS.test(words[first]) || (first > 0 && OF_WRAPPERS.test(words[first])))) first++;
  const programs = words.flatMap((word, at) => (rowsOf(programOf(word)).length > 0 ? [at] : []));
  return programs.flatMap((at, index) => {
    const doubt = at === first ? 'none' : words[at - 1].startsWith('-') ? 'much' : 'some';
    return inCall(words.slice(at, programs[index + 1]), doubt).map(one => ({ ...one, word: one.word + at }));
  });
}

function inCall(words: readonly string[], doubt: Doubt): SecretWord[] {
  const program = programOf(words[0]);
  return rowsOf(program).flatMap(({ subcommand, places }) => {
    const from = subcommand === '' ? 0 : words.indexOf(subcommand, 1);
    return from < 0 ? [] : places.flatMap(place => inPlace(words, from, place, doubt)).map(one => ({ ...one, option: `${program} ${one.option}` }));
  });
}

function programOf(word: string): string {
  return word.includes('://') ? '' : word.slice(word.lastIndexOf('/') + 1);
}

function inPlace(words: readonly string[], from: number, { option, sign }: Place, doubt: Doubt): SecretWord[] {
  if (option.startsWith('@')) {
    const plain = words.flatMap((one, index) => (index > from && !/^(?:-|\w+=.)/.test(one) ? [index] : []));
    const word = plain[Number(option.slice(1)) - 1];
    return word === undefined ? [] : [{ word, start: 0, end: words[word].length, option: words[from], doubt }];
  }
  const valueAt = (word: number, start: number, usual: Doubt = doubt): SecretWord[] => (
    valueIn(words[word], start, sign).map(place => ({ word, ...place, option, doubt: isNamed(sign) ? less(doubt) : usual }))
  );
  return words.flatMap((word, index) => {
    if (index <= from) return [];
    if (word === option || (isNamed(sign) && isCluster(word, option))) {
      return index + 1 < words.length ? valueAt(index + 1, 0, sign === '!' ? 'much' : doubt) : [];
    }
    if (word.startsWith(`${option}=`)) return valueAt(index, option.length + 1);
    return /^-[A-Za-z]$/.test(option) && word.startsWith(option) ? valueAt(index, 2) : [];
  });
}

/** Whether a name and a sign stand before the password: little else is written like that. */
function isNamed(sign: string): boolean {
  return /[:,%]/.test(sign);
}

function less(doubt: Doubt): Doubt {
  return doubt === 'much' ? 'some' : 'none';
}

/** Short options that are written together: `curl -fsSu`. */
function isCluster(word: string, option: string): boolean {
  return /^-[A-Za-z]{2,8}$/.test(word) && option.length === 2 && word.endsWith(option[1]);
}

/** The secret part of the value of an option, which begins there in a word. */
function valueIn(word: string, from: number, sign: string): { readonly start: number; readonly end: number }[] {
  const start = isNamed(sign) ? word.indexOf(sign, from) + 1 : from;
  if ((isNamed(sign) && start === 0) || start === word.length || /^(?:env|file|fd):/.test(word.slice(from))) return [];
  return [{ start, end: word.length }];
}

/** A word of a script, without its quotes, and where it stands. */
interface ScriptWord {
  readonly text: string;
  /** Where each of its characters stands. */
  readonly places: readonly number[];
}

const SCRIPT_WORD = /\n|[;|&()[\]{}]+|(?<=["']),(?=[\s"'])|(?:[^\s"'\\;|&()[\]{},]|,(?![\s"'])|(?<!["']),|\\.|"(?:[^"\\]|\\[^])*"|'[^']*'|["'])+/g;

/** The passwords in the commands of a script, by the places of the script; quoted text is read as a script of its own, too. */
export function secretsOfScript(script: string, offset: number = 0): (Omit<SecretWord, 'word'> & { readonly value: string })[] {
  if (!COMMAND_TRACES.test(script)) return [];
  const words = [...script.replace(/\\\r?\n/g, fold => ' '.repeat(fold.length)).matchAll(SCRIPT_WORD)].filter(([word]) => word !== ',')
    .map(match => scriptWord(match[0], match.index + offset));
  const own = secretWords(words.map(({ text }) => text)).map(({ word, start, end, option, doubt }) => {
    const { text, places } = words[word];
    return { start: places[start], end: places[end - 1] + 1, option, doubt, value: text.slice(start, end) };
  });
  const inner = words.filter(({ text, places }) => /\s/.test(text) && text.length < script.length && places.length > 0).flatMap(({ text, places }) => (
    secretsOfScript(text).map(one => ({ ...one, start: places[one.start], end: places[one.end - 1] + 1 }))
  ));
  return [...own, ...inner];
}

function scriptWord(raw: string, at: number): ScriptWord {
  const places: number[] = [];
  let text = '';
  let quote = '';
  for (let index = 0; index < raw.length; index++) {
    const char = raw[index];
    if (quote === '' ? (char === '"' || char === '\'') : char === quote) {
      quote = quote === '' ? char : '';
    } else if (!(char === '\\' && quote !== '\'' && index + 1 < raw.length)) {
      text += char;
      places.push(at + index);
    }
  }
  return { text, places };
}
