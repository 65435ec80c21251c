import { ServingEngine } from '../engines/serving-engine';
import { deviceFacts } from '../facts/devices';
import { seconds } from '../ground/durations';
import { TimingOptions } from '../profiles/runtime-options';
import { Compute } from '../values/compute';

/** Bytes per second of a download: 1 Gbit/s. */
const DOWNLOAD_RATE = 125e6;
/** Bytes per second of reading weights from a disk: a network disk of a cloud. */
const READ_RATE = 250e6;
/** Below this no start-up budget is derived. */
const LEAST_STARTUP = 600;
/** Time to find a node, or to make one. */
const SCHEDULING = 300;
/** Time to pull an image of 10 GB and more. */
const IMAGE_PULL = 600;
/** Time between the end of the drain and the kill. */
const GRACE_MARGIN = 15;
/** The least of it: servers were seen to need some seconds after the last request. */
export const LEAST_GRACE_MARGIN = 10;

/** The timing chain of a Pod, in whole seconds. */
export interface Timing {
  readonly startup: number;
  /** Before SIGTERM: the endpoints leave, and requests finish where the server cannot finish them later. */
  readonly preStop: number;
  /** After SIGTERM. */
  readonly drain: number;
  /** The two parts of both: for the endpoints to leave, and for requests to finish. */
  readonly leaving: number;
  readonly finishing: number;
  readonly grace: number;
  readonly progressDeadline: number;
  /** The seconds that the server was estimated to need until it answers. */
  readonly loading: number;
}

/** Derives the timing chain; values of the user win, and are checked elsewhere. */
export function planTiming(
  options: TimingOptions, engine: ServingEngine, compute: Compute, weights: number, fetch: { byServer: boolean; initContainers: boolean },
): Timing {
  const reading = weights / READ_RATE + (fetch.byServer ? weights / DOWNLOAD_RATE : 0);
  const loading = ceilTo(reading + warmupOf(engine, compute), 10);
  const startup = options.startup ? seconds(options.startup) : Math.max(LEAST_STARTUP, loading);
  const leaving = seconds(options.preStopDelay ?? engine._facts.preStopDelay);
  const finishing = seconds(options.drain ?? engine._facts.drainTimeout);
  const [preStop, drain] = engine._facts.drainsAfterSigterm ? [leaving, finishing] : [leaving + finishing, 0];
  const download = fetch.initContainers ? weights / DOWNLOAD_RATE : 0;
  return {
    startup,
    preStop,
    drain,
    leaving,
    finishing,
    loading,
    grace: options.terminationGracePeriod ? seconds(options.terminationGracePeriod) : preStop + drain + GRACE_MARGIN,
    progressDeadline: options.progressDeadline ? seconds(options.progressDeadline) : ceilTo(SCHEDULING + IMAGE_PULL + download + startup, 60),
  };
}

/** Seconds of the warm-up, with the accelerators of the replica: some are compiled for, for half an hour. */
function warmupOf(engine: ServingEngine, { accelerator }: Compute): number {
  const minutes = accelerator === undefined ? undefined : deviceFacts(accelerator.resource).warmupMinutes;
  return Math.max(seconds(engine._facts.warmup), 60 * (minutes ?? 0));
}

function ceilTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
