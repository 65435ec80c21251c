import { Size } from 'cdk8s';
import { AcceleratorTraits } from './accelerator-parts';
import { deviceClassOf } from '../../facts/devices';
import { bytesOf } from '../../ground/bytes';
import { invalid } from '../../ground/errors';
import { mustBe } from '../../ground/fields';
import { DNS_SUBDOMAIN, QUANTITY } from '../../ground/kubernetes-fields';
import { compact, JsonObject } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';

/** The most that the API server takes. https://github.com/kubernetes/api/blob/v0.37.2/resource/v1/types.go */
const MOST = { expression: 10 * 1024, selectors: 32 };

/** What is asked of devices of one kind. */
export interface DeviceRequest {
  readonly deviceClass?: string;
  readonly selectors?: readonly string[];
  readonly capacity?: { readonly [name: string]: string };
}

/** The members of a request for devices that both forms of it have; throws on what no driver and no API server takes. */
export function requestFor(device: AcceleratorTraits, count: number, request: DeviceRequest): JsonObject {
  const { part, profile, resource, name } = device;
  if (part !== undefined && part !== 'MIG slice') {
    throw invalid({
      what: 'claim',
      got: `one for a ${part}, ${name}`,
      allowed: 'whole devices and MIG slices',
      fix: 'give a share of a device as capacity of the claim, for example { memory: "20Gi" }',
    });
  }
  const isSlice = part === 'MIG slice' && profile !== undefined;
  const deviceClassName = request.deviceClass ?? deviceClassOf(isSlice ? `nvidia.com/mig-${profile}` : resource);
  if (deviceClassName === undefined) {
    throw invalid({
      what: 'deviceClass of a claim',
      got: `none, for ${name}`,
      allowed: `a DeviceClass for ${resource}, of which none is known`,
      fix: 'give deviceClass, as "kubectl get deviceclasses" lists it',
    });
  }
  mustBe(DNS_SUBDOMAIN, deviceClassName, 'deviceClass of a claim', 'give the name of a DeviceClass, as "kubectl get deviceclasses" lists it');
  const ofSlice = isSlice ? [`device.attributes['gpu.nvidia.com'].profile == '${profile}'`] : [];
  const selectors = [...ofSlice, ...(request.selectors ?? []).map(checkedExpression)];
  if (selectors.length > MOST.selectors) {
    throw invalid({ what: 'selectors of a claim', got: `${selectors.length} of them`, allowed: `at most ${MOST.selectors}`, fix: 'join them with &&' });
  }
  for (const [key, amount] of Object.entries(request.capacity ?? {})) {
    mustBe(QUANTITY, amount, `capacity ${key} of a claim`, 'give an amount as in resources, for example "20Gi"');
  }
  return compact({
    deviceClassName,
    allocationMode: 'ExactCount',
    count,
    selectors: selectors.map(expression => ({ cel: { expression } })),
    capacity: request.capacity && { requests: { ...request.capacity } },
  });
}

/** Memory of the devices of a request: of a share, that which is asked for. */
export function memoryOfRequest({ memory }: AcceleratorTraits, count: number, { capacity = {} }: DeviceRequest): Size | undefined {
  const share = capacity.memory === undefined ? undefined : tryParseQuantity(capacity.memory);
  const bytes = share === undefined ? memory && bytesOf(memory) : Number(share / 1_000_000_000n);
  return bytes === undefined ? undefined : Size.kibibytes(Math.floor(bytes / 1024) * count);
}

/** An expression of CEL whose quotes and brackets are closed; the API server reads the rest. */
function checkedExpression(expression: string): string {
  const open: string[] = [];
  const bare = expression.replace(/'(\\.|[^'\\\n])*'|"(\\.|[^"\\\n])*"/g, '');
  for (const [sign] of bare.matchAll(/[()[\]{}'"]/g)) {
    if (')]}'.includes(sign) && open.at(-1) === '([{'[')]}'.indexOf(sign)]) open.pop();
    else open.push(sign);
  }
  if (expression.trim() === '' || open.length > 0 || Buffer.byteLength(expression) > MOST.expression) {
    throw invalid({
      what: 'selector of a claim',
      got: expression,
      allowed: 'an expression of CEL about one device, with quotes and brackets that are closed',
      fix: 'use for example "device.attributes[\'gpu.nvidia.com\'].productName.contains(\'H100\')"',
    });
  }
  return expression;
}
