import { type MachineConfig, machineConfig } from './compile.js';
import type { FlowFile } from './schema.js';

/** The flow as plain XState configuration (JSON), for Stately's tools: `createMachine(JSON.parse(...))`. */
export function exportFlow(file: FlowFile): MachineConfig {
  return machineConfig(file);
}
