import { parse } from 'yaml';
import { machineConfig } from './compile.js';
import type { MachineConfig } from './compiled.js';
import { flowSchema } from './schema.js';

/**
 * A flow file as plain XState configuration (JSON), for Stately's tools and `createMachine`. Actions and guards
 * stay names with params.
 * @throws ZodError, YAMLParseError for a file that `check` refuses
 */
export function exportFlow(source: string): MachineConfig {
  return machineConfig(flowSchema.parse(parse(source)));
}
