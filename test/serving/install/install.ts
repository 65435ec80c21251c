/**
 * Installs servers ahead of the suites that need them: `tsx test/serving/install/install.ts [<server> …]`, all when none is named.
 */
import { ensureServer, ServerName, SERVERS } from './servers';

async function main(names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (!(name in SERVERS)) throw new Error(`there is no server ${JSON.stringify(name)}; known are ${Object.keys(SERVERS).join(', ')}`);
    await ensureServer(name as ServerName);
  }
}

main(process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SERVERS)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
