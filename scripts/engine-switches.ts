/*
 * The table of docs/engines.md that says which ports each engine has, and how gRPC, metrics, JSON logs and a key are switched on: read from the
 * members of its props and from its facts, so that an engine cannot be left out of a column.
 */
import { ServingEngine } from '../src';
import { KnownEngine } from '../src/engines/private/known-engine';
import { shapes } from '../src/ground/input/shapes';

/** The columns. Where the answer to one of the last two is no, the page of the engine says so below that heading. */
export const SWITCHES = { 'HTTP': undefined, 'gRPC': undefined, 'metrics': undefined, 'JSON logs': 'Logs and telemetry', 'API key': 'API key' } as const;

/** Names and types of the members of an engine's props. */
export function membersOf(engineClass: string): ReadonlyMap<string, string> {
  return new Map(shapes().struct.get(`${engineClass}Props`)!.map(({ name, type }) => [name, type]));
}

/** The cells of an engine, in the order of the columns. */
export function switchesOf(engineClass: string, engine: ServingEngine): string[] {
  const members = membersOf(engineClass);
  const said = (...names: string[]) => names.filter(name => members.has(name)).map(name => `\`${name}\``).at(0);
  const without = (heading: string) => `[no](engines/${engine.name}.md#${heading.toLowerCase().replaceAll(' ', '-')})`;
  const { ports: { http, grpc, metrics }, metricsPath } = engine;
  const always = engine instanceof KnownEngine ? 'always' : undefined;
  return [
    String(http),
    grpc === undefined ? 'no' : `${said('grpc') ?? always ?? said('grpcPort') ?? 'always'}, ${grpc}`,
    metricsPath === undefined ? said('metrics') ?? 'no' : `${said('metricsPath', 'metrics') ?? 'always'}${metrics === undefined ? '' : `, ${metrics}`}`,
    said('jsonLogs') ?? without(SWITCHES['JSON logs']),
    said('apiKey') ?? without(SWITCHES['API key']),
  ];
}
