/** A flow went wrong for this conversation. The message names the flow, never the customer's words. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  readonly flow: string;
  readonly code: 'loop' | 'broken' | 'unknown_flow';

  constructor(flow: string, code: FlowError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.flow = flow;
    this.code = code;
  }
}
